using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Live;

/// <summary>A page that is a list. Its address holds filter, order and page, so that a view can be sent to a colleague; these fields many lists have.</summary>
public abstract class ListPage : ComponentBase
{
    [SupplyParameterFromQuery]
    protected string? Q { get; set; }

    [SupplyParameterFromQuery]
    protected string[]? Zone { get; set; }

    [SupplyParameterFromQuery]
    protected string? Sort { get; set; }

    [SupplyParameterFromQuery]
    protected string? Page { get; set; }

    [SupplyParameterFromQuery]
    protected string? PageSize { get; set; }

    [Inject]
    private protected CurrentActor Actor { get; set; } = default!;
}
