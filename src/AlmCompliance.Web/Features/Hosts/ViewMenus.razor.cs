using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>The reader's own views of the list, and which columns it shows.</summary>
public sealed partial class ViewMenus
{
    private string _name = "";
    private string _newName = "";
    private Guid? _renaming;
    private string? _wrong;

    /// <summary>What is kept has changed.</summary>
    [Parameter, EditorRequired]
    public EventCallback Changed { get; set; }

    [CascadingParameter]
    private HostsView View { get; set; } = default!;

    [Inject]
    private KeepView Keep { get; set; } = default!;

    [Inject]
    private DropView Drop { get; set; } = default!;

    [Inject]
    private RememberColumns Remember { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    // With its columns, so that it looks the same to a colleague and after another choice.
    private Task SaveAsync() => KeepAsync(null, _name, HostsAddressWriter.Page(View.Request with { Columns = View.Columns, Page = View.Request.Page with { Page = 1 } }));

    private Task RenameAsync(Guid id) => KeepAsync(id, _newName, "");

    private void StartRename(SavedHostView saved) => (_renaming, _newName, _wrong) = (saved.Id, saved.Name, null);

    private async Task KeepAsync(Guid? id, string name, string address)
    {
        var error = await Keep.RunAsync(await Actor.GetAsync(), id, name, address, CancellationToken.None);
        _wrong = error switch
        {
            KeepViewError.None => null,
            KeepViewError.Name => Text["Views.Error.Name", SavedView.LongestName].Value,
            KeepViewError.TooMany => Text["Views.Error.TooMany", SavedView.Most].Value,
            _ => Text[$"Views.Error.{error}"].Value,
        };
        if (error is KeepViewError.None)
        {
            (_name, _renaming) = ("", null);
            await Changed.InvokeAsync();
        }
    }

    private async Task DeleteAsync(Guid id)
    {
        await Drop.RunAsync(await Actor.GetAsync(), id, CancellationToken.None);
        await Changed.InvokeAsync();
    }

    private async Task ChooseAsync(HostColumn column, bool shown)
    {
        IReadOnlyList<HostColumn> columns = shown ? [.. View.Columns.Append(column).Distinct().Order()] : [.. View.Columns.Where(c => c != column)];
        if (columns.Count > 0)
        {
            await Remember.RunAsync(await Actor.GetAsync(), columns, CancellationToken.None);
            Navigation.NavigateTo(HostsAddressWriter.Page(View.Request with { Columns = columns }));
        }
    }

    private async Task ResetAsync()
    {
        await Remember.RunAsync(await Actor.GetAsync(), null, CancellationToken.None);
        Navigation.NavigateTo(HostsAddressWriter.Page(View.Request with { Columns = null }));
        await Changed.InvokeAsync();
    }
}
