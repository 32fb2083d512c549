using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page: this browser's sign-in is made anew with the new password, which no circuit can.</summary>
public sealed partial class PasswordPage
{
    private IReadOnlyList<string> _refusals = [];

    [SupplyParameterFromForm]
    private NewPasswordForm? Form { get; set; }

    [SupplyParameterFromQuery]
    private bool Done { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    [Inject]
    private SetPassword Set { get; set; } = default!;

    [Inject]
    private FailureLimits Limits { get; set; } = default!;

    [Inject]
    private SignInManager<AlmUser> Cookies { get; set; } = default!;

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

        var actor = AlmClaims.Actor(Http.User);
        var person = actor.PersonId ?? Guid.Empty;
        if (!Limits.OwnPasswords.TryCount(person))
        {
            Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
            Http.Response.Headers.RetryAfter = Limits.OwnPasswords.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            _refusals = [Texts["OwnPassword.TooMany"]];
            return;
        }

        var set = await Set.OwnAsync(actor, Form.Old ?? "", Form.Password!, Http.RequestAborted);
        if (!set.Succeeded)
        {
            _refusals = [.. set.Errors.Select(Words)];
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
