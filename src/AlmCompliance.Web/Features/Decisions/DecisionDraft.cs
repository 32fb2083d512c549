using System.Security.Cryptography;
using AlmCompliance.Data;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Data.Decisions;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Features.Decisions;

/// <summary>Writes a checked request as a decision that waits, bound to what it was asked for: hosts, their versions, the advisory's revision.</summary>
internal sealed class DecisionDraft(AlmDbContext db, Actor actor, AdvisoryCatalogue catalogue, DateTimeOffset now)
{
    private readonly List<Refusal> _refusals = [];

    /// <summary>Inside the write lane. A file that the decision takes over from another is copied there.</summary>
    public async Task<DecisionOutcome> WriteAsync(DecisionRequest request, Decision? extends, CancellationToken cancellationToken)
    {
        var decision = new Decision
        {
            Kind = request.Kind,
            State = DecisionState.Requested,
            Measure = request.Measure,
            Reason = request.Reason.Trim(),
            Owner = request.Owner.Trim(),
            RequesterId = actor.Id,
            RequesterName = actor.Name,
            RequestedAt = now,
            ValidFrom = now,
            ValidUntil = Microseconds.Truncate(request.ValidUntil),
            ExtendsId = extends?.Id,
        };
        BindToAdvisory(decision, request);
        await BindToBoundaryAsync(decision, request, cancellationToken);
        var hosts = await HostsAsync(request, cancellationToken);
        if (hosts.Count == 0 && !RequestChecks.IsAboutHosts(request.Kind) && !actor.SeesAllZones)
        {
            throw new AccessDeniedException("This is about the whole plant, not about your zones.");
        }

        if (_refusals.Count > 0)
        {
            return DecisionOutcome.Refused(_refusals);
        }

        // One after the other from here on, by the row that each of them locks in the end: no number is given twice or left out.
        await db.AuditHeads.ExecuteUpdateAsync(s => s.SetProperty(h => h.Sequence, h => h.Sequence), cancellationToken);
        decision.Number = await db.Decisions.MaxAsync(d => (int?)d.Number, cancellationToken) + 1 ?? 1;
        db.Decisions.Add(decision);
        AddHosts(decision, hosts);
        if (request.File is { } file)
        {
            db.StoredFiles.Add(FileOf(decision, file));
        }

        await db.SaveChangesAsync(cancellationToken);
        var after = DecisionTrail.State(decision, [.. hosts.Select(h => h.Id)]);
        await DecisionTrail.AppendAsync(db, actor, extends is null ? "decision.requested" : "decision.extension-requested", decision, "", after, now, cancellationToken);
        return DecisionOutcome.Of(decision);
    }

    private void BindToAdvisory(Decision decision, DecisionRequest request)
    {
        if (request.Kind is DecisionKind.CatalogueReview)
        {
            decision.AdvisoryRevision = catalogue.AsOf.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        }

        if (!RequestChecks.IsAboutAdvisory(request.Kind))
        {
            return;
        }

        if (catalogue.Advisories.FirstOrDefault(a => a.Id.Value == request.Advisory) is not { } advisory)
        {
            _refusals.Add(new("advisory", "AdvisoryUnknown"));
            return;
        }

        decision.AdvisoryId = advisory.Id.Value;
        decision.AdvisoryRevision = advisory.Revision.Key;
        if (request.Kind is not DecisionKind.ContradictionResolution)
        {
            return;
        }

        if (advisory.FurtherSources.FirstOrDefault(s => s.DocumentId == request.OtherDocument) is not { } source)
        {
            _refusals.Add(new("otherDocument", "OtherDocument"));
            return;
        }

        decision.OtherDocument = source.DocumentId;
        decision.OtherRevision = source.Revision.Key;
        decision.OtherIsRight = request.OtherIsRight;
    }

    private async Task BindToBoundaryAsync(Decision decision, DecisionRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Boundary))
        {
            return;
        }

        if (request.Boundary == nameof(ZoneId.Outside))
        {
            decision.BoundaryZoneId = ZoneId.Outside.Value;
            return;
        }

        // Of any zone, in sight or not: what lies beyond a boundary is often not one's own. Which zones there are is not told.
        var key = SortKeys.Of(request.Boundary);
        var id = Guid.TryParse(request.Boundary, out var given) ? given : Guid.Empty;
        decision.BoundaryZoneId = await db.Zones.Where(z => z.NameKey == key || z.Id == id).Select(z => (Guid?)z.Id).FirstOrDefaultAsync(cancellationToken);
        if (decision.BoundaryZoneId is null)
        {
            _refusals.Add(new("boundary", "BoundaryUnknown"));
        }
    }

    private async Task<List<Host>> HostsAsync(DecisionRequest request, CancellationToken cancellationToken)
    {
        var texts = request.Hosts.Select(h => h.Trim()).Where(h => h.Length > 0).Distinct(StringComparer.Ordinal).ToList();
        var ids = texts.Select(t => Guid.TryParse(t, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty).ToArray();
        var keys = texts.Select(SortKeys.Of).ToArray();
        var found = await db.HostsFor(actor).Where(h => ids.Contains(h.Id) || keys.Contains(h.NameKey)).OrderBy(h => h.NameKey).ThenBy(h => h.Id).ToListAsync(cancellationToken);
        var byName = found.ToLookup(h => h.NameKey, StringComparer.Ordinal);
        var byId = found.ToDictionary(h => h.Id);
        var hosts = new Dictionary<Guid, Host>();
        foreach (var text in texts)
        {
            Host[] meant = Guid.TryParse(text, out var id) && byId.TryGetValue(id, out var host) ? [host] : [.. byName[SortKeys.Of(text)]];
            if (meant is not [var one])
            {
                _refusals.Add(new("hosts", meant.Length == 0 ? "HostUnknown" : "HostAmbiguous", text));
                return [];
            }

            hosts[one.Id] = one;
        }

        // A declaration is bound to one host, and nothing is bound to a version that nobody knows.
        if (RequestChecks.IsBoundToVersion(request.Kind) && hosts.Values.FirstOrDefault(h => h.VersionCertainty != VersionCertainty.Known) is { } unknown)
        {
            _refusals.Add(new("hosts", "VersionUnknown", unknown.Name));
        }

        if (request.Kind is DecisionKind.UpdateDeferral or DecisionKind.Waiver && await UntouchedAsync(request.Advisory, [.. hosts.Keys], cancellationToken) is { } untouched)
        {
            _refusals.Add(new("hosts", "NotTouched", hosts[untouched].Name));
        }

        if (request.Kind is DecisionKind.Attestation && request.Measure == ProtectiveMeasure.Unknown && hosts.Values.FirstOrDefault(h => h.CurrentSnapshotId is null) is { } silent)
        {
            _refusals.Add(new("hosts", "VersionUnknown", silent.Name));
        }

        return [.. hosts.Values];
    }

    /// <summary>A host that has nothing to defer or to accept: it meets the advisory, or is none of its hosts.</summary>
    private async Task<Guid?> UntouchedAsync(string? advisory, Guid[] hosts, CancellationToken cancellationToken) => await db.CurrentStatuses(now)
        .Where(s => s.AdvisoryId == advisory && hosts.Contains(s.HostId) && (s.Status == ComplianceStatus.Compliant || s.Status == ComplianceStatus.NotApplicable))
        .Select(s => (Guid?)s.HostId).FirstOrDefaultAsync(cancellationToken);

    private void AddHosts(Decision decision, List<Host> hosts)
    {
        var attestsVersion = decision is { Kind: DecisionKind.Attestation, Measure: ProtectiveMeasure.Unknown };
        db.DecisionHosts.AddRange(hosts.Select(h => new DecisionHost
        {
            DecisionId = decision.Id,
            HostId = h.Id,
            Version = RequestChecks.IsBoundToVersion(decision.Kind) ? h.VersionCanonical : null,
            ContentDigest = attestsVersion ? h.ContentDigest : null,
        }));
    }

    private StoredFile FileOf(Decision decision, DecisionFile file) => new()
    {
        DecisionId = decision.Id,
        Name = file.Name,
        MediaType = file.MediaType.Length is > 0 and <= 100 ? file.MediaType : "application/octet-stream",
        Length = file.Bytes.Length,
        Digest = SHA256.HashData(file.Bytes),
        UploadedBy = actor.Name,
        UploadedAt = now,
        Bytes = file.Bytes,
    };
}
