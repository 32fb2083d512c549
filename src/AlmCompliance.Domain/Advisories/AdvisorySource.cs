namespace AlmCompliance.Domain.Advisories;

/// <summary>What another publisher's document says of the versions that a weakness touches.</summary>
/// <param name="Publisher">Who published it, <c>CISA</c> for example.</param>
/// <param name="DocumentId">Its tracking id.</param>
/// <param name="Revision">The state of that document.</param>
/// <param name="Affected">The versions it names.</param>
public sealed record AdvisorySource(string Publisher, string DocumentId, AdvisoryRevision Revision, AffectedVersions Affected);

/// <summary>Two sources that say different things of one host's version: one that it is touched, one that it is not.</summary>
/// <param name="Advisory">The advisory.</param>
/// <param name="Other">The source that differs from the advisory's own ranges.</param>
/// <param name="AdvisorySays">Where the advisory's own ranges put the version.</param>
/// <param name="OtherSays">Where the other source puts it.</param>
public sealed record SourceContradiction(AdvisoryId Advisory, AdvisorySource Other, RangeStanding AdvisorySays, RangeStanding OtherSays);
