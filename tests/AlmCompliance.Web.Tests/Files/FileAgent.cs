using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Advisories;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Agents;
using AlmCompliance.Web.Tests.Ingest;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;
using Host = AlmCompliance.Data.Inventory.Host;

namespace AlmCompliance.Web.Tests.Files;

/// <summary>An agent without a network: it signs, and a test carries what it wrote to the server.</summary>
internal sealed class FileAgent(AlmTestServer server, string machineId, string hostName) : IDisposable
{
    public const string Patched = "V6.2 Upd3";

    private readonly RSA _key = RSA.Create(2048);

    public AlmTestServer Server => server;

    public string MachineId => machineId;

    public string HostName => hostName;

    public Guid HostId { get; private set; }

    /// <summary>Of its reports where it enrolled online.</summary>
    public TestAgent? Online { get; private set; }

    /// <summary>What its files name: its machine, or the host where it enrolled online.</summary>
    public string Name { get; private set; } = InventoryFile.MachinePrefix + machineId;

    public string PublicKey => Convert.ToBase64String(_key.ExportSubjectPublicKeyInfo());

    public byte[] Fingerprint => SHA256.HashData(_key.ExportSubjectPublicKeyInfo());

    public static FileAgent Create(AlmTestServer server, string hostName = "ES-041", string? machineId = null) => new(server, machineId ?? $"machine-{Guid.NewGuid():N}", hostName);

    /// <summary>Known to the server by a request that a person approved.</summary>
    public static async Task<FileAgent> OfflineAsync(AlmTestServer server, string hostName = "ES-041", string? zone = null)
    {
        var agent = Create(server, hostName);
        await agent.AskAsync(AlmTestServer.Administrator, zone);
        await server.DecideAsync(EnrollmentDecision.Another);
        await using var db = server.Db();
        agent.HostId = (await db.Hosts.SingleAsync(h => h.MachineId == agent.MachineId, AlmTestServer.Stop)).Id;
        return agent;
    }

    /// <summary>Known to the server by a token, with its public key.</summary>
    public static async Task<FileAgent> OnlineAsync(AlmTestServer server, string hostName = "ES-041", string? zone = null)
    {
        var agent = Create(server, hostName);
        var request = new EnrollAgentRequest { EnrollmentToken = await server.EnrollmentTokenAsync(zone), MachineId = agent.MachineId, HostName = hostName, PublicKey = agent.PublicKey };
        using var answer = await server.Client.PostAsJsonAsync("/api/v1/agents", request, AlmTestServer.Stop);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(AlmTestServer.Stop));
        var enrolled = (await answer.Content.ReadFromJsonAsync<EnrollAgentResponse>(AlmTestServer.Stop))!;
        agent.HostId = Guid.Parse(enrolled.HostId!);
        agent.Name = enrolled.HostId!;
        agent.Online = new TestAgent(server, agent.HostId, enrolled.AgentKey!, agent.MachineId, hostName);
        return agent;
    }

    public async Task<Outcome<WaitingRequest>> AskAsync(Actor actor, string? zone = null)
    {
        if (zone is not null)
        {
            await server.EnrollmentTokenAsync(zone);
        }

        var request = OfflineRequest.Read(Request(), new Web.Assessment.FieldErrors()).ShouldNotBeNull();
        return await server.Get<RequestEnrollment>().RunAsync(actor, request, zone, AlmTestServer.Stop);
    }

    /// <summary>Its wish to become known, with a change made before or after it is signed.</summary>
    public EnrollmentRequestFile Request(Action<EnrollmentRequestFile>? before = null, Action<EnrollmentRequestFile>? after = null)
    {
        var request = new EnrollmentRequestFile
        {
            Schema = EnrollmentRequestFile.SchemaV1, MachineId = machineId, HostName = hostName, PublicKey = PublicKey, CreatedAt = TestReport.Time(server.Clock.Now),
        };
        before?.Invoke(request);
        request.Signature = Sign(Encoding.UTF8.GetBytes($"{request.Schema}\n{request.MachineId}\n{request.HostName}\n{request.PublicKey}\n{request.CreatedAt}"));
        after?.Invoke(request);
        return request;
    }

    /// <summary>A report collected so long ago.</summary>
    public JsonObject Report(TimeSpan ago = default, string version = "V5.1 SP1 Upd2") =>
        TestReport.Of(machineId, hostName, server.Clock.Now - ago, server.Clock.Now - ago).WithVersion(version);

    public JsonObject File(JsonObject report, int sequence, string? hostId = null) => File(Encoding.UTF8.GetBytes(report.ToJsonString()), sequence, hostId);

    public JsonObject File(byte[] report, int sequence, string? hostId = null)
    {
        byte[] message = [.. Encoding.UTF8.GetBytes(FormattableString.Invariant($"{InventoryFile.SchemaV1}\n{hostId ?? Name}\n{sequence}\n")), .. report];
        return new JsonObject
        {
            ["schema"] = InventoryFile.SchemaV1,
            ["hostId"] = hostId ?? Name,
            ["sequence"] = sequence,
            ["report"] = Convert.ToBase64String(report),
            ["signature"] = Sign(message),
        };
    }

    public Task<FileResult> UploadAsync(JsonObject file, Actor? actor = null) => server.UploadAsync(file.Bytes(), actor);

    public async Task<Host> HostAsync()
    {
        await using var db = server.Db();
        return await db.Hosts.AsNoTracking().SingleAsync(h => h.Id == HostId, AlmTestServer.Stop);
    }

    /// <summary>The stored status for the product note.</summary>
    public async Task<HostStatus> StatusAsync()
    {
        await using var db = server.Db();
        var note = AdvisoryCatalogue.BuiltIn.Advisories[0].Id.Value;
        return await db.Statuses.AsNoTracking().SingleAsync(s => s.HostId == HostId && s.AdvisoryId == note, AlmTestServer.Stop);
    }

    public string Sign(byte[] message, HashAlgorithmName? hash = null, RSASignaturePadding? padding = null) =>
        Convert.ToBase64String(_key.SignData(message, hash ?? HashAlgorithmName.SHA256, padding ?? RSASignaturePadding.Pkcs1));

    public void Dispose() => _key.Dispose();
}

internal static class FileUploads
{
    public static byte[] Bytes(this JsonObject file) => Encoding.UTF8.GetBytes(file.ToJsonString());

    public static Task<FileResult> UploadAsync(this AlmTestServer server, byte[] file, Actor? actor = null) =>
        server.Get<AcceptInventoryFile>().RunAsync(actor ?? AlmTestServer.Administrator, new UploadedFile("es-041.json", file), AlmTestServer.Stop);

    /// <summary>Nothing of it is refused only in words: no table has changed.</summary>
    public static async Task ShouldRefuseAsync(this AlmTestServer server, byte[] file, FileRefusal reason, string? because = null, Actor? actor = null)
    {
        var before = await TableContents.ReadAsync(server);
        var result = await server.UploadAsync(file, actor);
        (result.Outcome, result.Reason).ShouldBe((FileOutcome.Refused, reason), because);
        (await TableContents.ReadAsync(server)).ShouldBe(before, because);
    }

}
