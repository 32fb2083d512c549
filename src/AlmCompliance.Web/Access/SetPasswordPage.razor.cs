using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page for who was handed a link: they set the password that nobody else will know.</summary>
public sealed partial class SetPasswordPage
{
    [Inject]
    private SetPassword Set { get; set; } = default!;

    private async Task SubmitAsync()
    {
        if (Form!.Wrong is { } wrong)
        {
            Refusals = [Texts[wrong]];
            return;
        }

        var peer = Peer.Of(Http);
        if (!TryCount(Limits.SetUps, peer, "SignIn.TooMany"))
        {
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

        Refusals = [.. set.Errors.Select(e => e == SetPassword.WrongCode ? Texts["SetPassword.Wrong"].Value : e)];
    }
}
