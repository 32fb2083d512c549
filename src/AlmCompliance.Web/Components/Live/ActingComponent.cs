using AlmCompliance.Web.Access;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace AlmCompliance.Web.Components.Live;

/// <summary>Something on a screen that acts for its reader, and says what came of it.</summary>
public abstract class ActingComponent : ComponentBase
{
    [Inject]
    private CurrentActor Reader { get; set; } = default!;

    [Inject]
    private ISnackbar Notices { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> SharedWords { get; set; } = default!;

    /// <summary>Whether it was done. What was refused is told, and so is that the reader may not.</summary>
    private protected async Task<bool> ActAsync<T>(Func<Actor, Task<Outcome<T>>> act)
    {
        try
        {
            var outcome = await act(await Reader.GetAsync());
            if (!outcome.Succeeded)
            {
                Notices.Add(string.Join(' ', outcome.Errors), Severity.Warning);
            }

            return outcome.Succeeded;
        }
        catch (AccessDeniedException)
        {
            Notices.Add(SharedWords["Act.Denied"], Severity.Error);
            return false;
        }
    }
}
