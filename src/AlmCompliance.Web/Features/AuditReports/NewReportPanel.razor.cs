using System.Globalization;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Features.AuditReports.Making;
using AlmCompliance.Web.Features.AuditReports.Model;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.AuditReports;

/// <summary>Asks for a report, after it has told how many hosts it would hold.</summary>
public sealed partial class NewReportPanel : ActingComponent
{
    private ReportScopeKind _kind;
    private string? _site;
    private string[] _zones = [];
    private string[] _statuses = [];
    private string? _search;
    private DateTime? _asOf;
    private string _language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "de" ? "de" : "en";
    private string? _preview;
    private string? _refused;
    private bool _busy;

    [CascadingParameter]
    private ReportsView View { get; set; } = default!;

    [Inject]
    private RequestReport Request { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    private ReportPlaces Known => View.Places;

    private ReportRequest Asked => new(
        _kind, _site ?? (Known.Sites is [var first, ..] ? first : null), _zones, [.. _statuses.Select(Enum.Parse<ComplianceStatus>)], _search,
        _asOf is { } local ? new DateTimeOffset(local, Clock.LocalTimeZone.GetUtcOffset(local)) : null, _language);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        await base.OnAfterRenderAsync(firstRender);
        if (firstRender)
        {
            await PreviewAsync();
            StateHasChanged();
        }
    }

    private async Task PreviewAsync()
    {
        _refused = null;
        if (_kind == ReportScopeKind.Zones && _zones.Length == 0)
        {
            _preview = null;
            return;
        }

        var found = await Request.PreviewAsync(await Actor.GetAsync(), Asked, CancellationToken.None);
        _preview = found.Refusal == ReportRefusal.None ? Text[_kind == ReportScopeKind.Filter ? "New.Preview.Filter" : "New.Preview", found.Hosts] : Text[$"Refusal.{found.Refusal}"];
    }

    private async Task MakeAsync()
    {
        if (_kind == ReportScopeKind.Zones && _zones.Length == 0)
        {
            _refused = Text["New.NoZones"];
            return;
        }

        _busy = true;
        try
        {
            _refused = null;
            await ActAsync(async actor =>
            {
                var requested = await Request.RunAsync(actor, Asked, CancellationToken.None);
                if (requested.Refusal == ReportRefusal.None)
                {
                    return Outcome<bool>.Of(true);
                }

                _refused = Text[$"Refusal.{requested.Refusal}"];
                return Outcome<bool>.Refused(_refused);
            });
        }
        finally
        {
            _busy = false;
        }
    }
}
