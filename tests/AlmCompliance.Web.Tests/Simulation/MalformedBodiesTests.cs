using System.Globalization;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Simulator.Reports;

namespace AlmCompliance.Web.Tests.Simulation;

public sealed class MalformedBodiesTests
{
    public static TheoryData<int> Kinds => [.. Enumerable.Range(0, MalformedBodies.Kinds.Count)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Each_kind_breaks_the_contract(int kind)
    {
        var host = Plants.Of().Hosts[0];
        var good = ReportWriter.Write(host, host.Life.At(Plants.Today), Plants.Today, Plants.Today);

        IsValid(good).ShouldBeTrue();
        IsValid(MalformedBodies.Kinds[kind](good)).ShouldBeFalse();
    }

    private static bool IsValid(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize<InventoryReport>(body, JsonSerializerOptions.Web) is
            {
                Schema: InventoryReport.SchemaV1,
                Host: { MachineId: not null, Name: not null },
                Alm.Installed: not null,
            } report
                && Guid.TryParse(report.ReportId, out _)
                && DateTimeOffset.TryParse(report.CollectedAt, CultureInfo.InvariantCulture, out var collected)
                && DateTimeOffset.TryParse(report.SentAt, CultureInfo.InvariantCulture, out var sent)
                && collected <= sent;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
