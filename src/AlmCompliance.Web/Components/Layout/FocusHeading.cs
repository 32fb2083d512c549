using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace AlmCompliance.Web.Components.Layout;

/// <summary>
/// Takes the focus to the heading of a page that a reader went to, as a browser does with a new document; not on the first
/// one, where the browser did so itself.
/// </summary>
public sealed class FocusHeading(IJSRuntime browser) : ComponentBase
{
    private Type? _page;
    private bool _moved;

    [Parameter, EditorRequired]
    public required Microsoft.AspNetCore.Components.RouteData RouteData { get; set; }

    protected override void OnParametersSet()
    {
        _moved = _page is not null && _page != RouteData.PageType;
        _page = RouteData.PageType;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_moved)
        {
            _moved = false;
            await browser.InvokeVoidAsync("almFocusHeading");
        }
    }
}
