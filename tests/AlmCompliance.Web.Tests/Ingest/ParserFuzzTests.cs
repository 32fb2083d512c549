using AlmCompliance.Contracts;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Domain.Compliance;
using AlmCompliance.Domain.Decisions;
using AlmCompliance.Domain.Inventory;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Assessment;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.AspNetCore.Http;

namespace AlmCompliance.Web.Tests.Ingest;

/// <summary>A million reports that are nearly right, through all that reads and judges one, without sockets and database.</summary>
public sealed class ParserFuzzTests
{
    private const int Reports = 1_000_000;
    private const int OfOneTree = 10;
    private static readonly DateTimeOffset s_now = new(2026, 11, 22, 10, 15, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_million_mutations_are_each_read_or_refused_and_none_fails()
    {
        var valid = TestReport.Of("machine-041", "ES-041", s_now, s_now);
        var taken = 0;

        await Parallel.ForAsync(0, Reports / OfOneTree, AlmTestServer.Stop, async (seed, _) =>
        {
            var mutation = new Mutation(seed);
            var body = mutation.Of(valid);
            for (var i = 0; i < OfOneTree; i++)
            {
                Interlocked.Add(ref taken, await ReadAsync(seed, i == 0 ? body : mutation.Damaged(body)) ? 1 : 0);
            }
        });

        taken.ShouldBeInRange(Reports / 50, Reports / 2, "mutations must be near enough to be taken now and then");
    }

    private static async Task<bool> ReadAsync(int seed, byte[] body)
    {
        try
        {
            return await ReadAsync(body);
        }
        catch (BadHttpRequestException)
        {
            // Too large: said before anything is read of it.
            return false;
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"seed {seed}", exception);
        }
    }

    private static async Task<bool> ReadAsync(byte[] body)
    {
        var request = new DefaultHttpContext().Request;
        request.Body = new MemoryStream(body);
        var errors = new FieldErrors();
        var report = await JsonBody.ReadAsync<InventoryReport>(request, errors, AlmTestServer.Stop);
        if (report is null || InventoryReportReader.Read(report, errors) is not { } read)
        {
            // No assertion library in a loop of a million: it compiles an expression each time.
            return errors.Any && !errors.ByPath.SelectMany(e => e.Value).Any(message => message.Contains(Mutation.Marker, StringComparison.OrdinalIgnoreCase))
                ? false
                : throw new InvalidOperationException("Refused without a reason, or with an echo.");
        }

        var host = new HostCase(s_now, read.Facts, new EvidenceStamp(EvidenceOrigin.Agent, s_now), HostDecisions.None, HostShielding.None);
        return HostAssessor.Assess(host, AdvisoryCatalogue.BuiltIn, FreshnessLimits.Default, s_now).Statuses.Count == AdvisoryCatalogue.BuiltIn.Advisories.Count
            ? true
            : throw new InvalidOperationException("An advisory is missing.");
    }
}
