using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace AlmCompliance.Web.Components.Layout;

public sealed partial class MainLayout
{
    private ErrorBoundary? _boundary;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    // The document has a base address, so a bare "#main" would lead to the overview.
    private string SkipTarget => $"{new Uri(Navigation.Uri).PathAndQuery}#main";

    // A page that broke must not keep the next one from showing.
    protected override void OnParametersSet() => Recover();

    private void Recover() => _boundary?.Recover();
}
