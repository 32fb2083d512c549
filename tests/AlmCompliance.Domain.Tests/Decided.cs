namespace AlmCompliance.Domain.Tests;

/// <summary>Decisions on the note, valid for months unless told otherwise.</summary>
internal static class Decided
{
    public static readonly DateTimeOffset Later = Hosts.Now.AddDays(90);

    public static HostDecisions Deferred(DateTimeOffset? until = null) => new() { Deferrals = On(new ValidDecision("UD-1", until ?? Later)) };

    public static HostDecisions Waived(DateTimeOffset? until = null) => new() { Waivers = On(new ValidDecision("W-1", until ?? Later)) };

    public static HostDecisions LicenceServer(DateTimeOffset? until = null) => HostDecisions.None.ServingLicences(until);

    public static HostDecisions ServingLicences(this HostDecisions decisions, DateTimeOffset? until = null) =>
        decisions with { LicenceServer = new LicenceServerDeclaration(new ValidDecision("LS-1", until ?? Later), "Owner") };

    public static HostDecisions Attesting(this HostDecisions decisions, ProtectiveMeasure measure, DateTimeOffset? until = null) =>
        decisions with { Attestations = [.. decisions.Attestations, new AttestedMeasure(measure, new ValidDecision($"AT-{decisions.Attestations.Count + 1}", until ?? Later))] };

    public static HostDecisions AlsoWaived(this HostDecisions decisions, DateTimeOffset? until = null) =>
        decisions with { Waivers = Waived(until).Waivers };

    /// <summary>A deferral, with the measures attested that no fact speaks of.</summary>
    public static HostDecisions Held() => Deferred().Attesting(ProtectiveMeasure.Port).Attesting(ProtectiveMeasure.Browser);

    private static AdvisoryDecision[] On(ValidDecision decision) => [new(Hosts.Note, decision)];
}
