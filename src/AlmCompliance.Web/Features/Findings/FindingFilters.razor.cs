using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Findings;

/// <summary>What narrows the work list: a search, and one chip for each choice, which takes it away again.</summary>
public sealed partial class FindingFilters
{
    private static readonly RuleId[] Rules = [RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0003, RuleId.ALM0004, RuleId.ALM0005, RuleId.ALM0006, RuleId.ALM0007, RuleId.ALM0008, RuleId.ALM0010];

    private string _search = "";
    private string? _searchShown;

    [CascadingParameter]
    private FindingsView View { get; set; } = default!;

    private FindingListRequest Request => View.Request;

    private bool IsNarrowed => FindingsAddress.Page(Request with { Page = new PageOf(1, PageOf.DefaultSize), Sort = FindingSort.Due, Descending = false }) != "/findings";

    private IEnumerable<(string Name, string Value, string Without)> Chips
    {
        get
        {
            foreach (var zone in Request.Zones)
            {
                var value = zone == HostsAddress.NoZone ? Text["NoZone"].Value : zone;
                yield return (Text["Filter.Is", Text["Filter.Zone"].Value], value, Address(Request with { Zones = [.. Request.Zones.Where(z => z != zone)] }));
            }

            foreach (var rule in Request.Rules)
            {
                yield return (Text["Filter.Is", Text["Filter.Rule"].Value], rule.ToString(), Address(Request with { Rules = [.. Request.Rules.Where(r => r != rule)] }));
            }

            if (Request.Owner.Kind is not OwnerKind.Any)
            {
                yield return (Text["Filter.Is", Text["Filter.Owner"].Value], OwnerWords, Address(Request with { Owner = default }));
            }

            if (Request.Search is { } search)
            {
                yield return (Text["Filter.Contains", Text["Filter.Search"].Value], search, Address(Request with { Search = null }));
            }

            if (Request.Advisory is { } advisory && advisory != FindingsAddress.Note)
            {
                yield return (Text["Filter.Is", Text["Filter.Advisory"].Value], advisory, Address(Request with { Advisory = FindingsAddress.Note }));
            }
        }
    }

    private string OwnerWords => Request.Owner.Kind switch
    {
        OwnerKind.Nobody => Text["Nobody"],
        OwnerKind.Me => View.Me is { } me ? View.NameOf(me) ?? Text["Owner.Me"] : Text["Owner.Me"],
        _ => View.NameOf(Request.Owner.Person) ?? Text["Filter.Person"],
    };

    // Another view brings its own search text; a refresh of the same one leaves what is being typed.
    protected override void OnParametersSet()
    {
        if (_searchShown != (Request.Search ?? ""))
        {
            _search = _searchShown = Request.Search ?? "";
        }
    }

    private void Search() => Go(Request with { Search = string.IsNullOrWhiteSpace(_search) ? null : _search.Trim() });

    private void AddZone(ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } zone)
        {
            Go(Request with { Zones = [.. Request.Zones, zone] });
        }
    }

    private void AddRule(ChangeEventArgs change)
    {
        if (Enum.TryParse<RuleId>(change.Value as string, out var rule))
        {
            Go(Request with { Rules = [.. Request.Rules, rule] });
        }
    }

    private void SetOwner(ChangeEventArgs change) => Go(Request with { Owner = OwnerChoice.Read(new RequestFields(), change.Value as string) });

    private void Go(FindingListRequest request) => Navigation.NavigateTo(Address(request));

    private static string Address(FindingListRequest request) => FindingsAddress.Page(request with { Page = request.Page with { Page = 1 } });
}
