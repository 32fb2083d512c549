using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AlmCompliance.Web.Tests.AuditReports;
using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.Faults;

/// <summary>A server whose audit reports go to a small disk of their own.</summary>
public sealed class FullReportDiskTests
{
    [Fact]
    public async Task A_full_disk_fails_a_report_wherever_it_stands_leaves_nothing_of_it_and_the_next_is_made_when_there_is_room()
    {
        using var program = new AlmProgram();
        await using var disk = await SmallDisk.MountAsync(program, Path.Combine("data", "audit-reports"), "32m");
        var data = Path.Combine(program.Folder, "data");
        using var server = new ServedProgram(program, data, disk.Within);
        await server.StartAsync();
        using var http = new HttpClient { BaseAddress = server.Address };
        await InsistingAgent.EnrollAsync(http, await disk.PrintedAsync("enrollment-token", "add", "--data", data), "ES-041");
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await disk.PrintedAsync("api-token", "add", "--name", "reports", "--role", "SecurityManager", "--data", data));

        var made = await http.ReportAsync();
        ((string?)made["state"]).ShouldBe("Done", made.ToJsonString());
        var kept = Directory.GetDirectories(disk.Place).ShouldHaveSingleItem();
        var files = made["files"]!.AsArray().ToDictionary(f => Path.GetExtension((string)f!["name"]!), f => (long)f!["length"]!);

        // No room for the copy; for the copy alone; for the first files; for all but the pack.
        foreach (var room in (long[])[0, files[".csv"] + (128 * 1024), files[".pdf"], files.Values.Sum() - (files[".zip"] / 2)])
        {
            disk.Fill(leaving: room);
            var failed = await http.ReportAsync();
            disk.MakeRoom();

            ((string?)failed["state"]).ShouldBe("Failed", $"with room for {room} bytes of {files.Values.Sum()}");
            ((string?)failed["problem"])!.ShouldContain("disk is full", customMessage: $"with room for {room} bytes of {files.Values.Sum()}");
            failed["files"]!.AsArray().ShouldBeEmpty();
            Directory.GetFileSystemEntries(disk.Place).ShouldBe([kept], $"with room for {room} bytes");
        }

        var next = await http.ReportAsync();
        ((string?)next["state"]).ShouldBe("Done", next.ToJsonString());
        next["files"]!.AsArray().Count.ShouldBe(files.Count);
        foreach (var file in next["files"]!.AsArray())
        {
            (await http.GetByteArrayAsync((string)file!["href"]!, AlmTestServer.Stop)).LongLength.ShouldBe((long)file["length"]!);
        }

        var listed = (await http.GetFromJsonAsync<JsonNode>("/api/v1/audit-reports", AlmTestServer.Stop))!["items"]!.AsArray();
        listed.Where(r => (string?)r!["state"] != "Failed").Select(r => (string)r!["reference"]!).ShouldBe(["R-0001", "R-0006"], ignoreOrder: true);
        Directory.GetDirectories(disk.Place).Length.ShouldBe(2);
    }
}
