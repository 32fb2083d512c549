using System.Globalization;
using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page: signing in sets a cookie, which no circuit can.</summary>
public sealed partial class SignInPage
{
    private const int LongestEmail = 200;
    private string? _refusal;

    [SupplyParameterFromForm]
    private SignInForm? Form { get; set; }

    /// <summary>Where the person wanted to go.</summary>
    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>The set-up page has just made the first administrator.</summary>
    [SupplyParameterFromQuery]
    private bool Made { get; set; }

    /// <summary>The person has just set their password by a link.</summary>
    [SupplyParameterFromQuery]
    private bool Set { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SignIn SignIn { get; set; } = default!;

    [Inject]
    private SignInManager<AlmUser> Cookies { get; set; } = default!;

    [Inject]
    private FailureLimits Limits { get; set; } = default!;

    [Inject]
    private ILookupNormalizer Names { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    // Only a path of this server: an address of another one must not gain from a sign-in here.
    private string Target =>
        ReturnUrl is ['/', ..] && ReturnUrl is not ['/', '/' or '\\' or '.', ..] && ReturnUrl.All(c => c is > ' ' and <= '~' and not '\\') ? ReturnUrl : "/";

    protected override void OnInitialized()
    {
        Form ??= new SignInForm();
        // A browser that meets the form while signed in has nothing to do here.
        if (HttpMethods.IsGet(Http.Request.Method) && AlmClaims.Actor(Http.User).Kind is ActorKind.Person)
        {
            Navigation.NavigateTo(Target);
        }
    }

    private async Task SubmitAsync()
    {
        var peer = Peer.Of(Http);
        var email = Form?.Email is { Length: <= LongestEmail } typed ? typed : "";
        if (Limits.SignIns.TryBegin(peer, Names.NormalizeEmail(email)) is not { } attempt)
        {
            Refuse("SignIn.TooMany", StatusCodes.Status429TooManyRequests);
            Http.Response.Headers.RetryAfter = Limits.SignIns.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            return;
        }

        var user = await SignIn.RunAsync(Actor.Nobody, peer, email, Form?.Password ?? "", Http.RequestAborted);
        if (user is null)
        {
            Refuse("SignIn.Wrong", StatusCodes.Status200OK);
            return;
        }

        attempt.Succeeded();
        await Cookies.SignInAsync(user, isPersistent: false);
        Navigation.NavigateTo(Target);
    }

    private void Refuse(string words, int status)
    {
        _refusal = words;
        Http.Response.StatusCode = status;
    }

    private sealed class SignInForm
    {
        public string? Email { get; set; }

        public string? Password { get; set; }
    }
}
