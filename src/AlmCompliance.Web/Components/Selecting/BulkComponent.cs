using System.Data.Common;
using AlmCompliance.Data;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace AlmCompliance.Web.Components.Selecting;

/// <summary>Acts on what is selected: each shows first what it would change, and writes only what still is as it was shown.</summary>
public abstract class BulkComponent : ComponentBase
{
    /// <summary>Something was written.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    /// <summary>Other rows are picked, or none.</summary>
    [Parameter, EditorRequired]
    public EventCallback Reselected { get; set; }

    [Inject]
    private protected ISnackbar Notices { get; set; } = default!;

    [Inject]
    private CurrentActor Reader { get; set; } = default!;

    [Inject]
    private IStringLocalizer<SharedTexts> SharedWords { get; set; } = default!;

    private protected bool Busy { get; private set; }

    /// <summary>What is wrong; null where nothing is.</summary>
    private protected string? Wrong { get; set; }

    /// <summary>Takes back what is open.</summary>
    private protected abstract void Cancel();

    /// <summary>Takes back what the act would do: it did something else.</summary>
    private protected abstract void ForgetPreview();

    private protected Task ReselectedAsync()
    {
        Cancel();
        return Reselected.InvokeAsync();
    }

    private protected async Task RunAsync(Func<Actor, Task> act)
    {
        (Busy, Wrong) = (true, null);
        try
        {
            await act(await Reader.GetAsync());
        }
        catch (AccessDeniedException)
        {
            Fail("Act.Denied");
        }
        catch (Exception exception) when (exception is WriteLaneFullException or LaneClosedException or DbUpdateException or DbException)
        {
            Fail("Selection.Broken");
        }
        finally
        {
            Busy = false;
        }
    }

    private void Fail(string words)
    {
        Wrong = SharedWords[words];
        ForgetPreview();
    }
}
