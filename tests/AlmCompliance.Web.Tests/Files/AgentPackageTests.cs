using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AlmCompliance.Contracts;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Files;

/// <summary>Agents that a server carries, and ready ones for a zone.</summary>
public sealed class AgentPackageTests : IDisposable
{
    private const string Pin = "0123456789abcdef0123456789ABCDEF0123456789abcdef0123456789abcdef";
    private readonly DirectoryInfo _builds = Directory.CreateTempSubdirectory("alm-builds-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public AgentPackageTests()
    {
        using (var zip = ZipFile.Open(Path.Combine(_builds.FullName, "alm-compliance-agent-net40.zip"), ZipArchiveMode.Create))
        {
            using var program = zip.CreateEntry("AlmCompliance.Agent.exe").Open();
            program.Write("MZ"u8);
        }

        File.WriteAllText(Path.Combine(_builds.FullName, "alm-compliance-agent-.zip"), "");
        File.WriteAllText(Path.Combine(_builds.FullName, "other.zip"), "");
    }

    public void Dispose() => _builds.Delete(recursive: true);

    [Fact]
    public async Task A_ready_agent_holds_a_token_that_enrols_a_host_in_its_zone_and_no_other_zip_does()
    {
        await using var server = await StartAsync();
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);

        using var answer = await PackAsync(person, ("build", "net40"), ("zone", "Line 1"), ("maxUses", "2"), ("days", "3"), ("server", "https://alm.plant.example:5443/"), ("pin", Pin));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK, await answer.Content.ReadAsStringAsync(Stop));
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var entries = await EntriesAsync(answer);
        entries.Keys.Order(StringComparer.Ordinal).ShouldBe(["AlmCompliance.Agent.exe", "install.cmd", "token.txt"]);
        entries["AlmCompliance.Agent.exe"].ShouldBe("MZ");
        entries["install.cmd"].ShouldContain($"-Server https://alm.plant.example:5443 -TokenFile \"%~dp0token.txt\" -Pin {Pin} %*\r\n");
        var token = entries["token.txt"].Trim();
        entries["install.cmd"].ShouldNotContain(token);

        using var enrolled = await server.Client.PostAsJsonAsync("/api/v1/agents", new EnrollAgentRequest { EnrollmentToken = token, MachineId = "m-1", HostName = "ES-041" }, Stop);
        enrolled.StatusCode.ShouldBe(HttpStatusCode.Created);
        await using var db = server.Db();
        var zone = await db.Zones.SingleAsync(z => z.Name == "Line 1", Stop);
        (await db.Hosts.SingleAsync(Stop)).ZoneId.ShouldBe(zone.Id);
        var stored = await db.EnrollmentTokens.SingleAsync(Stop);
        (stored.MaxUses, stored.ExpiresAt - stored.CreatedAt).ShouldBe((2, TimeSpan.FromDays(3)));
        var trail = await db.AuditEntries.SingleAsync(e => e.Action == "enrollment-token.created", Stop);
        trail.ActorName.ShouldStartWith("SecurityManager");
        trail.After.ShouldNotContain(token);
    }

    [Fact]
    public async Task What_the_server_carries_is_listed_with_its_digest_and_served_as_it_is()
    {
        await using var server = await StartAsync();
        var token = await server.ApiTokenAsync();

        using var list = await server.Client.GetAsync("/api/v1/agent-builds", token);
        using var read = JsonDocument.Parse(await list.Content.ReadAsStringAsync(Stop));
        using var zip = await server.Client.GetAsync("/api/v1/agent-builds/net40", token);
        var bytes = await zip.Content.ReadAsByteArrayAsync(Stop);

        var build = read.RootElement.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        build.GetProperty("name").GetString().ShouldBe("net40");
        build.GetProperty("bytes").GetInt64().ShouldBe(bytes.Length);
        build.GetProperty("sha256").GetString().ShouldBe(Convert.ToHexStringLower(SHA256.HashData(bytes)));
        zip.Content.Headers.ContentDisposition!.FileName.ShouldBe("alm-compliance-agent-net40.zip");
        foreach (var name in (string[])["win-x64", "..%2Fother", "%2e%2e", "NET40", "net40.zip"])
        {
            using var missing = await server.Client.GetAsync($"/api/v1/agent-builds/{name}", token);
            missing.StatusCode.ShouldBe(HttpStatusCode.NotFound, name);
        }
    }

    [Theory]
    [InlineData("build", "win-x64")]
    [InlineData("build", "../other")]
    [InlineData("build", "")]
    [InlineData("server", "")]
    [InlineData("server", "alm.plant.example")]
    [InlineData("server", "http://alm.plant.example")]
    [InlineData("server", "https://alm.plant.example/path")]
    [InlineData("server", "https://user:secret@alm.plant.example")]
    [InlineData("server", "https://alm.plant.example?x=1&calc")]
    [InlineData("server", "https://alm&calc.exe")]
    [InlineData("server", "https://%COMSPEC%")]
    [InlineData("server", "https://[fe80::1%25a&calc]:5443")]
    [InlineData("server", "https://[fe80::1%25a b]:5443")]
    [InlineData("server", "ftp://alm.plant.example")]
    [InlineData("pin", "12ab")]
    [InlineData("pin", "& calc.exe & rem 456789abcdef0123456789ABCDEF0123456789abcdef0123")]
    [InlineData("maxUses", "0")]
    [InlineData("maxUses", "many")]
    [InlineData("days", "-1")]
    [InlineData("days", "1000")]
    public async Task What_is_wrong_is_named_and_makes_no_token(string field, string value)
    {
        await using var server = await StartAsync();
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        var form = new Dictionary<string, string> { ["build"] = "net40", ["server"] = "https://alm.plant.example", [field] = value };

        using var answer = await PackAsync(person, [.. form.Select(f => (f.Key, f.Value))]);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, await answer.Content.ReadAsStringAsync(Stop));
        (await answer.JsonAsync())["errors"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe(field == "days" && value == "1000" ? "token" : field);
        await using var db = server.Db();
        (await db.EnrollmentTokens.CountAsync(Stop)).ShouldBe(0);
    }

    [Fact]
    public async Task Readers_get_none_that_is_ready_and_a_page_of_another_origin_gets_none_for_anybody()
    {
        await using var server = await StartAsync();
        foreach (var role in (AccessRole[])[AccessRole.Viewer, AccessRole.Auditor])
        {
            using var reader = await Person.SignedInAsync(server, role);
            using var refused = await PackAsync(reader, ("build", "net40"), ("server", "https://alm.plant.example"));
            refused.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        }

        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);
        person.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "cross-site");
        using var forged = await PackAsync(person, ("build", "net40"), ("server", "https://alm.plant.example"));
        forged.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        using var nobody = await server.Client.GetAsync(new Uri("/api/v1/agent-builds", UriKind.Relative), Stop);
        nobody.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Programs_ask_by_a_message_and_one_that_is_none_makes_no_token()
    {
        await using var server = await StartAsync();
        using var person = await Person.SignedInAsync(server, AccessRole.SecurityManager);

        using var ready = await person.Http.PostAsJsonAsync("/api/v1/agent-packages", new { build = "net40", server = "https://[fd00::7]:5443" }, Stop);
        using var wrong = await person.Http.PostAsJsonAsync("/api/v1/agent-packages", new { build = 1, server = "https://alm.plant.example" }, Stop);
        using var torn = new StringContent("--x\r\nContent-Disposition: form-data; name=build\r\n\r\nnet40", Encoding.UTF8);
        torn.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=x");
        using var broken = await person.Http.PostAsync("/api/v1/agent-packages", torn, Stop);

        (await EntriesAsync(ready))["install.cmd"].ShouldContain("-Server https://[fd00::7]:5443 -TokenFile");
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        broken.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        await using var db = server.Db();
        (await db.EnrollmentTokens.CountAsync(Stop)).ShouldBe(1);
    }

    private Task<AlmTestServer> StartAsync() => AlmTestServer.StartAsync(Provider.Sqlite, settings: ("Agents:Builds", _builds.FullName));

    private static async Task<HttpResponseMessage> PackAsync(Person person, params (string Field, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Field, f.Value)));
        return await person.Http.PostAsync("/api/v1/agent-packages", form, Stop);
    }

    private static async Task<Dictionary<string, string>> EntriesAsync(HttpResponseMessage answer)
    {
        using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop));
        var entries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(await entry.OpenAsync(Stop), Encoding.ASCII);
            entries[entry.FullName] = await text.ReadToEndAsync(Stop);
        }

        return entries;
    }
}
