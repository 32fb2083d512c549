using AlmCompliance.Data.Access;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page: this browser's sign-in is made anew with the new password, which no circuit can.</summary>
public sealed partial class PasswordPage
{
    [SupplyParameterFromQuery]
    private bool Done { get; set; }

    [Inject]
    private SetPassword Set { get; set; } = default!;

    [Inject]
    private SignInManager<AlmUser> Cookies { get; set; } = default!;

    private async Task SubmitAsync()
    {
        if (Form!.Wrong is { } wrong)
        {
            Refusals = [Texts[wrong]];
            return;
        }

        var actor = AlmClaims.Actor(Http.User);
        var person = actor.PersonId ?? Guid.Empty;
        if (!TryCount(Limits.OwnPasswords, person, "OwnPassword.TooMany"))
        {
            return;
        }

        var set = await Set.OwnAsync(actor, Form.Old ?? "", Form.Password!, Http.RequestAborted);
        if (!set.Succeeded)
        {
            Refusals = [.. set.Errors.Select(Words)];
            return;
        }

        Limits.OwnPasswords.GiveBack(person);
        if (await Cookies.UserManager.FindByIdAsync(actor.Id) is { } user)
        {
            await Cookies.SignInAsync(user, isPersistent: false);
        }

        Navigation.NavigateTo("/password?done=true");
    }

    private string Words(string refusal) => refusal switch
    {
        SetPassword.WrongPassword => Texts["OwnPassword.Wrong"],
        SetPassword.SamePassword => Texts["OwnPassword.Same"],
        SetPassword.Changed => Texts["Identity.Changed"],
        _ => refusal,
    };
}
