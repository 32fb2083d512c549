using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Assessment;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.Options;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Asks for a decision, or for the extension of one.</summary>
public sealed partial class NewDecisionPage
{
    private DecisionChoices? _choices;
    private DecisionDetail? _old;
    private IReadOnlyList<string> _refused = [];
    private DecisionKind _kind = DecisionKind.UpdateDeferral;
    private string _hosts = "";
    private string _advisory = "";
    private ProtectiveMeasure _measure = ProtectiveMeasure.Port;
    private string? _boundary = "";
    private string? _other = "";
    private bool _otherIsRight;
    private string _reason = "";
    private string _owner = "";
    private DateOnly? _until;
    private DecisionFile? _file;
    private bool _busy;
    private bool _denied;

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindField { get; set; }

    [SupplyParameterFromQuery]
    private string[]? Host { get; set; }

    [SupplyParameterFromQuery]
    private string? Extends { get; set; }

    [Inject]
    private DecisionQueries Decisions { get; set; } = default!;

    [Inject]
    private RequestDecision Request { get; set; } = default!;

    [Inject]
    private ExtendDecision Extend { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    [Inject]
    private IOptionsMonitor<DecisionOptions> Options { get; set; } = default!;

    [Inject]
    private TimeProvider Clock { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Title => _old is null ? Text["Form.Title"] : Text["Form.Extend.Title", _old.Row.Reference];

    private DecisionKind Kind => _old?.Row.Kind ?? _kind;

    protected override async Task OnInitializedAsync()
    {
        var actor = await Actor.GetAsync();
        _denied = actor.Role is not (AccessRole.SecurityManager or AccessRole.Administrator);
        if (_denied)
        {
            return;
        }

        Guid[] hosts = [.. (Host ?? []).Select(h => Guid.TryParse(h, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).Take(RequestChecks.MostHosts)];
        _choices = await Decisions.ChoicesAsync(actor, hosts, CancellationToken.None);
        _hosts = string.Join('\n', _choices.Hosts);
        _advisory = _choices.Advisories[0].Id.Value;
        _old = string.IsNullOrEmpty(Extends) ? null : await Decisions.GetAsync(actor, Extends, CancellationToken.None);
        _kind = Enum.TryParse<DecisionKind>(KindField, out var kind) && Enum.IsDefined(kind) && kind is not DecisionKind.Unknown ? kind : _kind;
        _owner = _old?.Row.Owner ?? "";
    }

    private async Task ChooseAsync(InputFileChangeEventArgs chosen)
    {
        _file = null;
        try
        {
            await using var content = chosen.File.OpenReadStream(Options.CurrentValue.LargestFile);
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            _file = new DecisionFile(chosen.File.Name, chosen.File.ContentType, bytes.ToArray());
            _refused = [];
        }
        catch (IOException)
        {
            // Larger than allowed, or the browser went away with it.
            _refused = [Text["Form.File.TooLarge"]];
        }
    }

    private async Task SubmitAsync()
    {
        if (Until() is not { } until)
        {
            _refused = [Text["Form.Until.Wrong"]];
            return;
        }

        _busy = true;
        try
        {
            var actor = await Actor.GetAsync();
            var outcome = _old is { } old
                ? await Extend.RunAsync(actor, old.Row.Reference, new DecisionExtension(_reason, _owner, until, _file), CancellationToken.None)
                : await Request.RunAsync(actor, Asked(until), CancellationToken.None);
            _refused = [.. outcome.Refusals.Select(r => DecisionSentences.Of(r, CultureInfo.CurrentUICulture))];
            if (outcome.Reference is { } reference)
            {
                Navigation.NavigateTo(DecisionsAddress.Of(reference));
            }
        }
        catch (AccessDeniedException)
        {
            _refused = [Text["Act.Denied"]];
        }
        finally
        {
            _busy = false;
        }
    }

    private DecisionRequest Asked(DateTimeOffset until) => new()
    {
        Kind = _kind,
        Hosts = RequestChecks.IsAboutHosts(_kind) ? _hosts.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [],
        Advisory = RequestChecks.IsAboutAdvisory(_kind) ? _advisory : null,
        Measure = _kind is DecisionKind.Attestation ? _measure : ProtectiveMeasure.Unknown,
        Boundary = _kind is DecisionKind.Attestation && _measure is ProtectiveMeasure.Port && _boundary is { Length: > 0 } ? _boundary : null,
        OtherDocument = _kind is DecisionKind.ContradictionResolution ? _other?.Trim() : null,
        OtherIsRight = _kind is DecisionKind.ContradictionResolution && _otherIsRight,
        Reason = _reason,
        Owner = _owner,
        ValidUntil = until,
        File = _kind is DecisionKind.Attestation ? _file : null,
    };

    /// <summary>The end of the chosen day where the server stands; on the last day that is allowed, the last moment.</summary>
    private DateTimeOffset? Until()
    {
        if (_until is not { } day)
        {
            return null;
        }

        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);
        var end = new DateTimeOffset(midnight, Clock.LocalTimeZone.GetUtcOffset(midnight));
        var last = Clock.GetUtcNow() + Options.CurrentValue.LongestSpanOf(Kind);
        return end > last && end - last < TimeSpan.FromDays(1) ? last.AddMinutes(-1) : end;
    }
}
