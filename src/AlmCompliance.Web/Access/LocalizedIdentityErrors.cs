using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Access;

/// <summary>What Identity refuses, in the reader's language. What its options do not ask for stays in its own words.</summary>
internal sealed class LocalizedIdentityErrors(IStringLocalizer<AccessTexts> texts) : IdentityErrorDescriber
{
    public override IdentityError DefaultError() => Of(nameof(DefaultError), "Identity.Failed");

    public override IdentityError ConcurrencyFailure() => Of(nameof(ConcurrencyFailure), "Identity.Changed");

    public override IdentityError InvalidEmail(string? email) => Of(nameof(InvalidEmail), "Email.Wrong");

    public override IdentityError InvalidUserName(string? userName) => Of(nameof(InvalidUserName), "Email.Wrong");

    public override IdentityError DuplicateEmail(string email) => Of(nameof(DuplicateEmail), "Email.Taken");

    public override IdentityError DuplicateUserName(string userName) => Of(nameof(DuplicateUserName), "Email.Taken");

    public override IdentityError PasswordTooShort(int length) => Of(nameof(PasswordTooShort), "Password.Length", length);

    public override IdentityError PasswordRequiresUniqueChars(int uniqueChars) => Of(nameof(PasswordRequiresUniqueChars), "Password.Unique", uniqueChars);

    private IdentityError Of(string code, string key, params object[] arguments) => new() { Code = code, Description = texts[key, arguments] };
}
