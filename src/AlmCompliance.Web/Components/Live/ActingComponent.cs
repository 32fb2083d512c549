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
    private protected CurrentActor Actor { get; set; } = default!;

    [Inject]
    private protected ISnackbar Notices { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> SharedWords { get; set; } = default!;

    /// <summary>Whether it was done. What was refused is told, and so is that the reader may not.</summary>
    private protected async Task<bool> ActAsync<T>(Func<Actor, Task<Outcome<T>>> act)
    {
        var done = false;
        await TryAsync(async actor =>
        {
            var outcome = await act(actor);
            done = outcome.Succeeded;
            if (!done)
            {
                Notices.Add(string.Join(' ', outcome.Errors), Severity.Warning);
            }
        });
        return done;
    }

    /// <summary>An act that says itself what came of it; that the reader may not is told here.</summary>
    private protected async Task TryAsync(Func<Actor, Task> act)
    {
        try
        {
            await act(await Actor.GetAsync());
        }
        catch (AccessDeniedException)
        {
            Notices.Add(SharedWords["Act.Denied"], Severity.Error);
        }
    }

    /// <summary>Says that an act was done, or that there was nothing to do it to any more.</summary>
    private protected void Tell(bool done, string words) => Notices.Add(words, done ? Severity.Normal : Severity.Warning);
}
