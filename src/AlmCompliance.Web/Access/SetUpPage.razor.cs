using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page that is there only while nobody can sign in.</summary>
public sealed partial class SetUpPage
{
    [Inject]
    private SetUp SetUp { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        if (!await SetUp.IsOpenAsync(Actor.Nobody, Http.RequestAborted))
        {
            Navigation.NavigateTo("/sign-in");
        }
    }

    private async Task SubmitAsync()
    {
        var isAddress = new EmailAddressAttribute().IsValid(Form!.Email ?? "");
        Refusals = [.. new[] { isAddress ? null : "Email.Wrong", Form.Wrong }.OfType<string>().Select(key => Texts[key].Value)];
        var peer = Peer.Of(Http);
        if (Refusals.Count > 0 || !TryCount(Limits.SetUps, peer, "SignIn.TooMany"))
        {
            return;
        }

        var made = await SetUp.RunAsync(Actor.Nobody, Form.Code ?? "", Form.Email ?? "", Form.Password!, Http.RequestAborted);
        if (!made.Errors.Contains(SetUp.WrongCode, StringComparer.Ordinal))
        {
            Limits.SetUps.GiveBack(peer);
        }

        if (made.Succeeded)
        {
            Navigation.NavigateTo("/sign-in?made=true");
            return;
        }

        Refusals = [.. made.Errors.Select(e => e == SetUp.WrongCode ? Texts["SetUp.Code.Wrong"].Value : e)];
    }
}
