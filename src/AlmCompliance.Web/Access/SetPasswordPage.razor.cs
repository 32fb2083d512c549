using System.Globalization;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page for who was handed a link: they set the password that nobody else will know.</summary>
public sealed partial class SetPasswordPage
{
    private IReadOnlyList<string> _refusals = [];

    [SupplyParameterFromForm]
    private NewPasswordForm? Form { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SetPassword Set { get; set; } = default!;

    [Inject]
    private FailureLimits Limits { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IStringLocalizer<AccessTexts> Texts { get; set; } = default!;

    protected override void OnInitialized() => Form ??= new NewPasswordForm();

    private async Task SubmitAsync()
    {
        if (Form!.Wrong is { } wrong)
        {
            _refusals = [Texts[wrong]];
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

        var set = await Set.ByCodeAsync(Actor.Nobody, peer, Form.Code ?? "", Form.Password!, Http.RequestAborted);
        if (!set.Errors.Contains(SetPassword.WrongCode, StringComparer.Ordinal))
        {
            Limits.SetUps.GiveBack(peer);
        }

        if (set.Succeeded)
        {
            Navigation.NavigateTo("/sign-in?set=true");
            return;
        }

        _refusals = [.. set.Errors.Select(e => e == SetPassword.WrongCode ? Texts["SetPassword.Wrong"].Value : e)];
    }
}
