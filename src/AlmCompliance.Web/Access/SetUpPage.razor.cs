using System.ComponentModel.DataAnnotations;
using System.Globalization;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page that is there only while nobody can sign in.</summary>
public sealed partial class SetUpPage
{
    private IReadOnlyList<string> _refusals = [];

    [SupplyParameterFromForm]
    private SetUpForm? Form { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SetUp SetUp { get; set; } = default!;

    [Inject]
    private FailureLimits Limits { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<AccessTexts> Texts { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        Form ??= new SetUpForm();
        if (!await SetUp.IsOpenAsync(Actor.Nobody, Http.RequestAborted))
        {
            Navigation.NavigateTo("/sign-in");
        }
    }

    private async Task SubmitAsync()
    {
        _refusals = [.. Wrong().Select(key => Texts[key].Value)];
        if (_refusals.Count > 0)
        {
            return;
        }

        var peer = Peer.Of(Http);
        if (!Limits.SetUps.TryCount(peer))
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Http.Response.Headers.RetryAfter = Limits.SetUps.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            _refusals = [Texts["SignIn.TooMany"]];
            return;
        }

        var made = await SetUp.RunAsync(Actor.Nobody, Form?.Code ?? "", Form?.Email ?? "", Form?.Password ?? "", Http.RequestAborted);
        if (!made.Errors.Contains(SetUp.WrongCode, StringComparer.Ordinal))
        {
            Limits.SetUps.GiveBack(peer);
        }

        if (made.Succeeded)
        {
            Navigation.NavigateTo("/sign-in?made=true");
            return;
        }

        _refusals = [.. made.Errors.Select(e => e == SetUp.WrongCode ? Texts["SetUp.Code.Wrong"].Value : e)];
    }

    private IEnumerable<string> Wrong()
    {
        if (!new EmailAddressAttribute().IsValid(Form?.Email ?? ""))
        {
            yield return "Email.Wrong";
        }

        if (Form?.Password is not { Length: >= 12 } password || password.Distinct().Count() < 5)
        {
            yield return "Password.Short";
        }
        else if (password != Form?.Repeat)
        {
            yield return "Password.Differ";
        }
    }

    private sealed class SetUpForm
    {
        public string? Code { get; set; }

        public string? Email { get; set; }

        public string? Password { get; set; }

        public string? Repeat { get; set; }
    }
}
