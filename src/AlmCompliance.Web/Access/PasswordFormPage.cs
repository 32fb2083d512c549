using System.Globalization;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace AlmCompliance.Web.Access;

/// <summary>A plain page by which a password is set: no circuit is needed, and who sends its form too often waits.</summary>
public abstract class PasswordFormPage : ComponentBase
{
    private protected IReadOnlyList<string> Refusals { get; set; } = [];

    [SupplyParameterFromForm]
    private protected NewPasswordForm? Form { get; set; }

    [CascadingParameter]
    private protected HttpContext Http { get; set; } = default!;

    [Inject]
    private protected FailureLimits Limits { get; set; } = default!;

    [Inject]
    private protected NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private protected IStringLocalizer<AccessTexts> Texts { get; set; } = default!;

    protected override void OnInitialized() => Form ??= new NewPasswordForm();

    /// <summary>Whether there was an attempt left; it is counted until it is given back.</summary>
    private protected bool TryCount<TKey>(FailureLimit<TKey> limit, TKey key, string words)
        where TKey : notnull
    {
        if (limit.TryCount(key))
        {
            return true;
        }

        Http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        Http.Response.Headers.RetryAfter = limit.RetryAfter.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
        Refusals = [Texts[words]];
        return false;
    }
}
