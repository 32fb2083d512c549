using System.Net.Http.Json;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Ingest;

internal static class Enrollment
{
    public static EnrollAgentRequest Request(string token, string? machineId = null, string hostName = "ES-041") => new()
    {
        EnrollmentToken = token,
        MachineId = machineId ?? $"machine-{Guid.NewGuid():N}",
        HostName = hostName,
        RequestSecret = $"secret-{Guid.NewGuid():N}",
    };

    public static Task<HttpResponseMessage> EnrollAsync(this AlmTestServer server, EnrollAgentRequest request) =>
        server.Client.PostAsJsonAsync("/api/v1/agents", request, JsonSerializerOptions.Web, AlmTestServer.Stop);

    /// <summary>A person decides about the newest enrolment that waits.</summary>
    public static async Task DecideAsync(this AlmTestServer server, EnrollmentDecision decision)
    {
        await using var db = server.Db();
        var pending = await db.PendingEnrollments.Where(p => p.Decision == EnrollmentDecision.Waiting).OrderByDescending(p => p.Id).FirstAsync(AlmTestServer.Stop);
        (await server.Get<DecideEnrollment>().RunAsync(AlmTestServer.Administrator, pending.Id, decision, AlmTestServer.Stop)).ShouldBeTrue();
    }
}
