using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Components.Values;

/// <summary>Which rows are in view and the links to the other pages; every page is an address.</summary>
public sealed partial class Pager
{
    [Parameter, EditorRequired]
    public int Page { get; set; }

    [Parameter, EditorRequired]
    public int PageSize { get; set; }

    [Parameter, EditorRequired]
    public int Total { get; set; }

    /// <summary>The address of a page.</summary>
    [Parameter, EditorRequired]
    public required Func<int, string> Href { get; set; }

    /// <summary>Stays in view at the lower edge while the list above it scrolls.</summary>
    [Parameter]
    public bool Sticky { get; set; }

    /// <summary>What else stands in the line, for example the choice of the page's size.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private int Pages => Math.Max(1, (Total + PageSize - 1) / PageSize);

    private int First => Total == 0 ? 0 : ((Page - 1) * PageSize) + 1;

    private int Last => Math.Min(Total, Page * PageSize);

    /// <summary>The first, the last, and those around the current one; null where some are left out.</summary>
    private IEnumerable<int?> Numbers
    {
        get
        {
            var before = 0;
            foreach (var page in Enumerable.Range(1, Pages).Where(p => p == 1 || p == Pages || Math.Abs(p - Page) <= 2))
            {
                // A gap of one page is no shorter as a sign than as that page.
                if (page > before + 1)
                {
                    yield return page == before + 2 ? before + 1 : null;
                }

                yield return page;
                before = page;
            }
        }
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.CurrentCulture);
}
