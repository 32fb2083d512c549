namespace AlmCompliance.Web.Features.Trail;

/// <summary>Every act that the trail knows, as it is stored: each has its words in both languages.</summary>
internal static class TrailAction
{
    public static IReadOnlyList<string> All { get; } =
    [
        "advisory.checked", "advisory.imported", "advisory.put-in-force", "advisory.range-read", "advisory.reading-confirmed",
        "agent-key.asked", "agent-key.rotated", "agent-keys.revoked", "agent.enrolled", "agent.enrolled-again",
        "api-token.created", "api-token.revoked",
        "compliance.recompute-asked", "conduit.added", "conduit.removed",
        "deadline.removed", "deadline.set",
        "decision.approved", "decision.ended", "decision.extension-requested", "decision.hosts-lapsed", "decision.lapsed", "decision.rejected", "decision.requested", "decision.withdrawn",
        "enrollment-token.created", "enrollment-token.revoked", "enrollment.asked", "enrollment.decided",
        "expected-host.added", "expected-host.changed", "expected-host.removed", "expected-hosts.imported",
        "findings.assigned", "findings.noted", "findings.released",
        "host.owner-set", "host.placed", "host.probe-approval-ended", "host.probe-approved", "host.role-set",
        "identity.doubted", "identity.one-machine",
        "inventory-file.taken", "inventory-import.taken",
        "probes.port-entered", "probes.port-struck", "probes.started", "probes.stopped",
        "report-schedule.removed", "report-schedule.set", "report.cancelled", "report.made", "report.mailed", "report.removed", "report.requested",
        "reports.forgotten", "retention.set", "set-up-code.printed",
        "signing-certificate.made", "signing-certificate.replaced",
        "user.added", "user.locked", "user.locked-out", "user.password-changed", "user.password-link-made", "user.password-set", "user.removed", "user.role-changed",
        "user.sign-in-failed", "user.signed-in", "user.signed-out", "user.unlocked",
        "view.deleted", "view.renamed", "view.saved",
        "zone.changed", "zone.created", "zone.deleted", "zone.probes-changed", "zone.range-added", "zone.range-confirmed", "zone.range-removed", "zone.window-added", "zone.window-removed",
    ];
}

/// <summary>What acts are done to, as it is stored.</summary>
internal static class TrailSubject
{
    public const string Host = "host";
    public const string Zone = "zone";
    public const string Decision = "decision";
    public const string Findings = "findings";
    public const string User = "user";
    public const string ApiToken = "api-token";

    public static IReadOnlyList<string> All { get; } =
    [
        "advisory-revision", ApiToken, "audit-report", "conduit", "deadline", Decision, "enrollment", "enrollment-token", "expected-host", "expected-hosts", Findings, "fleet",
        Host, "inventory-import", "probes", "range-reading", "report-schedule", "retention", "set-up-code", "signing-certificate", "site", User, "view", Zone,
    ];
}
