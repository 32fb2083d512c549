using System.Globalization;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Web.Components;
using AlmCompliance.Web.Components.Values;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Hosts;

/// <summary>What narrows the list: a search, and one chip for each choice, which takes it away again.</summary>
public sealed partial class HostFilters
{
    private static readonly RuleId[] Rules = [RuleId.ALM0001, RuleId.ALM0002, RuleId.ALM0003, RuleId.ALM0004, RuleId.ALM0005, RuleId.ALM0006, RuleId.ALM0007, RuleId.ALM0008, RuleId.ALM0010];

    private string _search = "";
    private string? _searchShown;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [CascadingParameter]
    private HostsView View { get; set; } = default!;

    private HostFilter Filter => View.Request.Filter;

    private IEnumerable<(string Name, string Value, string Without)> Chips
    {
        get
        {
            foreach (var zone in Filter.Zones)
            {
                var value = zone == HostsAddress.NoZone ? Text["NoZone"].Value : zone;
                yield return (Text["Filter.Is", Text["Filter.Zone"].Value], value, Address(Filter with { Zones = [.. Filter.Zones.Where(z => z != zone)] }));
            }

            foreach (var rule in Filter.Rules)
            {
                yield return (Text["Filter.Is", Text["Filter.Rule"].Value], rule.ToString(), Address(Filter with { Rules = [.. Filter.Rules.Where(r => r != rule)] }));
            }

            if (Filter.Search is { } search)
            {
                yield return (Text["Filter.Contains", Text["Filter.Search"].Value], search, Address(Filter with { Search = null }));
            }

            if (Filter.Advisory is { } advisory)
            {
                yield return (Text["Filter.Is", Text["Filter.Advisory"].Value], advisory, Address(Filter with { Advisory = null }));
            }

            if (Filter.Due != DueIn.Any)
            {
                yield return ("", Text[$"Filter.Due.{Filter.Due}"], Address(Filter with { Due = DueIn.Any }));
            }

            if (Filter.Expected != YesNo.Any)
            {
                yield return ("", Text[$"Filter.Expected.{Filter.Expected}"], Address(Filter with { Expected = YesNo.Any }));
            }

            if (Filter.Enrolled != YesNo.Any)
            {
                yield return ("", Text[$"Filter.Enrolled.{Filter.Enrolled}"], Address(Filter with { Enrolled = YesNo.Any }));
            }

            if (Filter is { Change: not HostChange.Any, Since: { } since })
            {
                yield return (Text["Filter.Since", TimeWords.Moment(since, Clock.LocalTimeZone, CultureInfo.CurrentCulture)], Text[$"Filter.Change.{Filter.Change}"], Address(Filter with { Change = HostChange.Any, Since = null }));
            }

            if (Filter.Silent)
            {
                yield return ("", Text["Filter.Silent"], Address(Filter with { Silent = false }));
            }
        }
    }

    // Another view brings its own search text; a refresh of the same one leaves what is being typed.
    protected override void OnParametersSet()
    {
        if (_searchShown != (Filter.Search ?? ""))
        {
            _search = _searchShown = Filter.Search ?? "";
        }
    }

    private void Search() => Go(Filter with { Search = string.IsNullOrWhiteSpace(_search) ? null : _search.Trim() });

    private void AddZone(ChangeEventArgs change)
    {
        if (change.Value is string { Length: > 0 } zone)
        {
            Go(Filter with { Zones = [.. Filter.Zones, zone] });
        }
    }

    private void AddRule(ChangeEventArgs change)
    {
        if (Enum.TryParse<RuleId>(change.Value as string, out var rule))
        {
            Go(Filter with { Rules = [.. Filter.Rules, rule] });
        }
    }

    private void Go(HostFilter filter) => Navigation.NavigateTo(Address(filter));

    private string Address(HostFilter filter) =>
        HostsAddressWriter.Page(View.Request with { Filter = filter, Page = View.Request.Page with { Page = 1 } });
}
