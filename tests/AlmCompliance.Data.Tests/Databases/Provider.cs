using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace AlmCompliance.Data.Tests.Databases;

public enum Provider
{
    Sqlite,
    Postgres,
}

/// <summary>The test runs once on each database.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OnBothAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([.. Enum.GetValues<Provider>().Select(provider => new TheoryDataRow<Provider>(provider))]);

    public override bool SupportsDiscoveryEnumeration() => true;
}
