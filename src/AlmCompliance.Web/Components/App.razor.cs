using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;

namespace AlmCompliance.Web.Components;

public sealed partial class App
{
    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    // Signing in and out write cookies, which only a plain response can; those pages exclude themselves.
    private IComponentRenderMode? Mode => Http.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;
}
