using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AlmCompliance.Data.Trail;
using AlmCompliance.Web.Features.AuditReports.Packing;
using AlmCompliance.Web.Features.AuditReports.Verifying;
using AlmCompliance.Web.Tests.CommandLine;
using AlmCompliance.Web.Tests.Serving;

namespace AlmCompliance.Web.Tests.AuditReports;

/// <summary>A pack that a server made, checked without it; then broken in every way that comes to mind, and each is found by its name.</summary>
public sealed class VerifyReportTests(PackedPlant plant) : IClassFixture<PackedPlant>
{
    private const string Report = "R-0001.json";

    private OpenedPack Opened => OpenedPack.Of(plant.Present);

    private string Fingerprint => (string)JsonNode.Parse(Opened[PackNames.Manifest])!["certificate"]!;

    [Fact]
    public async Task A_pack_as_it_is_made_holds_and_every_verdict_is_computed_again()
    {
        var pack = await CheckAsync(plant.Present);

        pack.Faults.ShouldBeEmpty();
        (pack.Outcome, pack.Reference, pack.FaultCount, pack.NotRecomputed).ShouldBe((PackOutcome.Unvouched, "R-0001", 0, null));
        pack.Sha256.ShouldBe(Convert.ToHexStringLower(SHA256.HashData(plant.Present)));
        pack.Held.Single(h => h.Entry == PackNames.Inputs).Words.ShouldContain("all 4 hosts were computed again");
        pack.Held.Select(h => h.Entry).ShouldBe(
            [PackNames.ManifestSignature, PackNames.SumsSignature, "archive", PackNames.Sums, PackNames.Manifest, PackNames.Trail, "attested/", PackNames.Rules, Report, PackNames.Inputs], ignoreOrder: true);
        pack.Notes.ShouldContain(n => n.StartsWith("Signed by a key that this check takes from the pack itself", StringComparison.Ordinal));
        pack.Notes.ShouldContain(n => n.Contains("internally consistent only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_knows_by_another_way_is_compared()
    {
        var manifest = JsonNode.Parse(Opened[PackNames.Manifest])!;
        var fingerprint = (string)manifest["certificate"]!;
        var head = new TrailHead((long)manifest["head"]!["sequence"]!, (string)manifest["head"]!["hash"]!);
        var earlier = JsonNode.Parse(Encoding.UTF8.GetString(Opened[PackNames.Trail]).Split('\n')[2])!;
        var before = new TrailHead((long)earlier["sequence"]!, (string)earlier["hash"]!);

        foreach (var right in (TrailHead[])[head, before])
        {
            var pack = await CheckAsync(plant.Present, new PackWitness(fingerprint, right));
            pack.Outcome.ShouldBe(PackOutcome.Holds);
            pack.Notes.Where(n => n.Contains("compare", StringComparison.Ordinal) && !n.Contains("JSON", StringComparison.Ordinal) || n.Contains("only", StringComparison.Ordinal)).ShouldBeEmpty();
        }

        Named(await CheckAsync(plant.Present, new PackWitness(new string('a', 64), head)), PackNames.Certificate);
        foreach (var wrong in (TrailHead[])[head with { Hash = new string('b', 64) }, before with { Hash = new string('b', 64) }, head with { Sequence = head.Sequence + 1 }])
        {
            Named(await CheckAsync(plant.Present, new PackWitness(fingerprint, wrong)), PackNames.Trail);
        }
    }

    [Fact]
    public async Task One_byte_of_any_file_is_found_and_the_file_is_named()
    {
        foreach (var name in Opened.Names)
        {
            foreach (var share in (double[])[0, 0.5, 1])
            {
                var opened = Opened;
                var bytes = (byte[])opened[name].Clone();
                bytes[(int)(share * (bytes.Length - 1))] ^= 1;

                Named(await CheckAsync(opened.With(name, bytes).Zip()), name.EndsWith(".sig", StringComparison.Ordinal) || !PackNames.Unlisted.Contains(name) ? name : null);
            }
        }
    }

    [Fact]
    public async Task One_byte_of_the_archive_itself_is_found_though_it_means_nothing()
    {
        var list = BinaryPrimitives.ReadInt32LittleEndian(plant.Present.AsSpan(plant.Present.Length - ArchiveSeal.Length - 6));
        var places = Enumerable.Range(0, 300).Select(i => (int)((long)i * list / 300)).Concat(Enumerable.Range(list, plant.Present.Length - list).Where(i => i % 4 == 0));
        foreach (var place in places)
        {
            var pack = (byte[])plant.Present.Clone();
            pack[place] ^= (byte)(1 << (place % 8));
            (await CheckAsync(pack)).Outcome.ShouldBe(PackOutcome.DoesNotHold, $"byte {place}");
        }

        Named(await CheckAsync(OpenedPack.Of(plant.Present).Zip()), "archive").ShouldContain("no seal");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(22)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public async Task A_pack_that_was_cut_off_is_no_pack(int missing)
    {
        var length = Math.Max(plant.Present.Length - missing, 0);

        Named(await CheckAsync(plant.Present[..length]), "archive");
    }

    [Fact]
    public async Task A_file_that_was_taken_out_put_in_or_put_in_twice_is_named()
    {
        foreach (var name in Opened.Names)
        {
            Named(await CheckAsync(Opened.Without(name).Zip()), name);
        }

        Named(await CheckAsync(Opened.And("readme.txt", [1]).Zip()), "readme.txt");
        Named(await CheckAsync(Lenient(Opened, (Report, [1]))), Report);
        Named(await CheckAsync(Lenient(Opened, ("../../evil.sh", [1]))), "../../evil.sh");
        Named(await CheckAsync([0, .. plant.Present]), "archive");
    }

    [Fact]
    public async Task An_archive_that_shows_one_file_and_holds_another_is_found()
    {
        var pack = (byte[])plant.Present.Clone();
        var name = pack.AsSpan().IndexOf("rules.json"u8);
        "ruled.json"u8.CopyTo(pack.AsSpan(name));

        Named(await CheckAsync(pack), PackNames.Rules);
    }

    [Fact]
    public async Task A_file_that_unpacks_to_more_than_is_said_of_it_is_not_unpacked()
    {
        var bomb = new byte[64 * 1024 * 1024];

        var pack = await CheckAsync(Opened.With(PackNames.Inputs, bomb).Zip());

        Named(pack, PackNames.Inputs).ShouldContain("bytes, not the");
        // The archive may lie as well: then it stops where the length that it says ends.
        var lying = Opened.With(PackNames.Inputs, bomb).Zip();
        foreach (var at in Places(lying, 64 * 1024 * 1024))
        {
            BinaryPrimitives.WriteInt32LittleEndian(lying.AsSpan(at), Opened[PackNames.Inputs].Length);
        }

        Named(await CheckAsync(lying), PackNames.Inputs).ShouldContain("another length");
    }

    [Fact]
    public async Task Sums_that_say_something_else_are_named_with_their_line()
    {
        var pack = await CheckAsync(Opened.With(PackNames.Sums, s => s.Replace("trail.jsonl", "trial.jsonl", StringComparison.Ordinal)).Zip());

        pack.Faults.ShouldContain(f => f.Entry == PackNames.Sums && f.Words.Contains("trail.jsonl", StringComparison.Ordinal));
        Named(pack, PackNames.SumsSignature);
    }

    [Fact]
    public async Task A_verdict_that_was_changed_is_found_however_well_it_is_covered_up()
    {
        OpenedPack Greener() => Opened.With(Report, Greened);

        Named(await CheckAsync(Greener().Zip()), Report);
        var listed = await CheckAsync(Greener().Listed().Zip());
        Named(listed, PackNames.ManifestSignature);
        Named(listed, PackNames.SumsSignature);
        Named(listed, Report).ShouldContain("from its input follows");
        var another = await CheckAsync(Greener().SignedByAnother());
        Named(another, Report).ShouldContain("ES-042");
        another.Faults.ShouldNotContain(f => f.Entry.EndsWith(".sig", StringComparison.Ordinal));
        var fingerprint = (string)JsonNode.Parse(Opened[PackNames.Manifest])!["certificate"]!;
        Named(await CheckAsync(Opened.SignedByAnother(), new PackWitness(fingerprint)), PackNames.Certificate);
        Named(await CheckAsync(await Greener().SignedAsync(plant.Signer)), Report).ShouldContain("ES-042");
    }

    [Fact]
    public async Task An_input_that_was_changed_left_out_or_added_is_found_though_the_site_itself_signed_it()
    {
        var changed = await SignedAsync(o => o.With(PackNames.Inputs, s => s.Replace("\"V5.1 SP1\"", "\"V6.2\"", StringComparison.Ordinal)));
        Named(changed, Report).ShouldContain("ES-041");
        var lines = Encoding.UTF8.GetString(Opened[PackNames.Inputs]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Named(await SignedAsync(o => o.With(PackNames.Inputs, _ => string.Concat(lines[1..].Select(l => l + "\n"))), m => m["verdicts"]!["inputs"] = 3), Report).ShouldContain("has no input");
        Named(await SignedAsync(o => o.With(PackNames.Inputs, s => s + lines[0] + "\n"), m => m["verdicts"]!["inputs"] = 5), PackNames.Inputs).ShouldContain("line 5");
        Named(await SignedAsync(o => o.With(PackNames.Inputs, s => s + lines[0])), PackNames.Inputs).ShouldContain("no end");
        Named(await SignedAsync(o => o.With(PackNames.Inputs, s => "{}\n" + s)), PackNames.Inputs).ShouldContain("line 1");
        Named(await SignedAsync(o => o, m => m["verdicts"]!["inputs"] = 7), PackNames.Inputs).ShouldContain("tells of 7");
        Named(await SignedAsync(o => o.Without(PackNames.Inputs)), PackNames.Inputs);
    }

    [Fact]
    public async Task A_row_or_a_figure_of_the_report_that_was_changed_is_found_though_the_site_itself_signed_it()
    {
        async Task<string> ReportedAsync(Action<JsonNode> change) => Named(
            await SignedAsync(o => o.With(Report, s =>
            {
                var json = JsonNode.Parse(s)!;
                change(json);
                return json.ToJsonString();
            })),
            Report);

        (await ReportedAsync(j => j["figures"]!["neverReported"] = 3)).ShouldContain("neverReported");
        (await ReportedAsync(j => j["figures"]!["byStatus"]!["Compliant"] = 2)).ShouldContain("Compliant");
        (await ReportedAsync(j => j["figures"]!["coverage"] = 1)).ShouldContain("coverage");
        (await ReportedAsync(j => j["figures"]!["zones"]![0]!["overdue"] = 9)).ShouldContain("overdue");
        (await ReportedAsync(j => j["figures"]!["rules"]![0]!["open"] = 9)).ShouldContain("ALM0001");
        (await ReportedAsync(j => j["advisories"]![1]!["byStatus"]!["Unknown"] = 9)).ShouldContain("SSA-");
        (await ReportedAsync(j => j["figures"]!["medianEvidence"] = "2026-01-01T00:00:00Z")).ShouldContain("medianEvidence");
        (await ReportedAsync(j => j["reference"] = "R-0002")).ShouldContain("reference");
        (await ReportedAsync(j => j["trail"]!["sha256"] = new string('0', 64))).ShouldContain("trail");
        (await ReportedAsync(j => j["hosts"]!.AsArray().RemoveAt(0))).ShouldContain("add up");
        (await ReportedAsync(j => Host(j, "ES-041")["findings"]!.AsArray().RemoveAt(0))).ShouldContain("add up");
        (await ReportedAsync(j => Host(j, "ES-044")["findings"]![0]!["reason"] = "EvidenceTooOld")).ShouldContain("ES-044");
        (await ReportedAsync(j => Host(j, "ES-041")["measures"]![0]!["state"] = "InPlace")).ShouldContain("ES-041");
        (await ReportedAsync(j => Host(j, "ES-041")["statuses"]![0]!["holdsUntil"] = "2030-01-01T00:00:00Z")).ShouldContain("ES-041");
        (await ReportedAsync(j => Host(j, "ES-041")["version"]!["canonical"] = "6.2.0.0")).ShouldContain("ES-041");
        (await ReportedAsync(j => Host(j, "ES-041")["status"] = 4)).ShouldContain("cannot be read");
        Named(await SignedAsync(o => o.With(Report, s => s[..^3])), Report).ShouldContain("cannot be read");
        Named(await SignedAsync(o => o.With(Report, s => s.Insert(1, "\"rules\":\"0.9\","))), Report).ShouldContain("two members rules");
        Named(await SignedAsync(o => o.With(Report, s => s.TrimEnd()[..^1] + ",\"hosts\":[]}")), Report).ShouldContain("two members hosts");
    }

    [Fact]
    public async Task The_rules_the_trail_and_what_decisions_rest_on_cannot_be_changed_either()
    {
        Named(await SignedAsync(o => o.With(PackNames.Rules, s => s.Replace("\"onlineReport\":\"7.00:00:00\"", "\"onlineReport\":\"8.00:00:00\"", StringComparison.Ordinal))), PackNames.Rules);
        Named(await SignedAsync(o => o.With(PackNames.Rules, s => s.Replace("\"5.1.1.3\"", "\"5.1.1.2\"", StringComparison.Ordinal))), PackNames.Rules);
        Named(await SignedAsync(o => o.With(PackNames.Rules, s => s[..^2])), PackNames.Rules);

        var entries = Encoding.UTF8.GetString(Opened[PackNames.Trail]).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string Trail(IEnumerable<string> lines) => string.Concat(lines.Select(l => l + "\n"));
        entries.Length.ShouldBeGreaterThan(5);
        Named(await SignedAsync(o => o.With(PackNames.Trail, _ => Trail(entries.Where((_, i) => i != 3)))), PackNames.Trail).ShouldContain("is missing");
        Named(await SignedAsync(o => o.With(PackNames.Trail, _ => Trail(entries[..^1]))), PackNames.Trail).ShouldContain("are missing");
        Named(await SignedAsync(o => o.With(PackNames.Trail, _ => Trail(entries[1..]))), PackNames.Trail).ShouldContain("begins with entry");
        Named(await SignedAsync(o => o.With(PackNames.Trail, s => s.Replace("M. Keller", "N. Keller", StringComparison.Ordinal))), PackNames.Trail).ShouldContain("was changed");
        Named(await SignedAsync(o => o, m => m["head"]!["hash"] = new string('0', 64)), PackNames.Manifest);
        Named(await SignedAsync(o => o.Without(PackNames.Trail)), PackNames.Trail);

        Named(
            await SignedAsync(o => o.With(PackNames.Rules, s => s.Replace("\"onlineReport\":\"7.00:00:00\"", "\"onlineReport\":\"3650.00:00:00\"", StringComparison.Ordinal))
                .With(Report, s => s.Replace("\"onlineReport\":7,", "\"onlineReport\":3650,", StringComparison.Ordinal))),
            PackNames.Rules).ShouldContain("holds all sites to");
        Named(await SignedAsync(o => o.Without("R-0001.pdf")), "R-0001.pdf").ShouldContain("every pack has it");
        Named(await SignedAsync(o => o.And("R-0003.pdf", [1])), "R-0003.pdf").ShouldContain("no pack has such a file");

        var attested = Opened.Names.Single(n => n.StartsWith("attested/", StringComparison.Ordinal));
        Named(await SignedAsync(o => o.Without(attested)), attested).ShouldContain("rests on it");
        Named(await SignedAsync(o => o.With(attested, "allow any any 4410"u8.ToArray())), attested).ShouldContain("its own SHA-256");
        var other = $"attested/{Convert.ToHexStringLower(SHA256.HashData([1]))}";
        Named(await SignedAsync(o => o.And(other, [1])), other).ShouldContain("no decision");
        Named(await SignedAsync(o => o, m => m["files"]!.AsArray().Add(m["files"]![0]!.DeepClone())), PackNames.Guide).ShouldContain("twice");
        Named(await SignedAsync(o => o, m => m["schema"] = "almcompliance.audit-pack/2"), PackNames.Manifest);
    }

    [Fact]
    public async Task Another_edition_of_the_rules_and_the_past_are_not_recomputed_and_say_so()
    {
        var edition = await SignedAsync(
            o => o.With(PackNames.Rules, s => s.Replace("\"rules\":\"1.0\"", "\"rules\":\"0.9\"", StringComparison.Ordinal)).With(Report, s => s.Replace("\"rules\":\"1.0\"", "\"rules\":\"0.9\"", StringComparison.Ordinal)),
            m => m["verdicts"]!["rules"] = "0.9");
        var past = await CheckAsync(plant.Past);

        edition.Faults.ShouldBeEmpty();
        edition.Outcome.ShouldBe(PackOutcome.NotRecomputed);
        edition.NotRecomputed!.ShouldContain("edition 0.9");
        edition.Held.Single(h => h.Entry == PackNames.Inputs).Words.ShouldNotContain("computed again");
        past.Faults.ShouldBeEmpty();
        past.Outcome.ShouldBe(PackOutcome.NotRecomputed);
        past.NotRecomputed!.ShouldContain("report of the past");
        (await CheckAsync(plant.Past, new PackWitness(Fingerprint))).Outcome.ShouldBe(PackOutcome.NotRecomputed);
        Named(await CheckAsync(OpenedPack.Of(plant.Past).With("R-0002.json", Greened).Zip()), "R-0002.json");
    }

    [Fact]
    public void The_guide_works_with_openssl_and_sha256sum_alone()
    {
        var folder = plant.NewFolder();
        using (var zip = new ZipArchive(new MemoryStream(plant.Present)))
        {
            zip.ExtractToDirectory(folder);
        }

        var said = PackGuide.Commands.Select(c => Shell(folder, c)).ToArray();

        PackWitness.FingerprintOf(said[0].Split('=')[1].Trim()).ShouldBe((string)JsonNode.Parse(Opened[PackNames.Manifest])!["certificate"]!);
        said[2].ShouldContain("Verified OK");
        said[3].ShouldContain("Verified OK");
        said[4].Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(Opened.Names.Count() - PackNames.Unlisted.Count + 1);
        Encoding.UTF8.GetString(Opened[PackNames.Guide]).ShouldContain(PackGuide.Commands[4]);

        File.AppendAllText(Path.Combine(folder, PackNames.Trail), " ");
        Shell(folder, $"! {PackGuide.Commands[4]}").ShouldContain("trail.jsonl: FAILED");
        File.AppendAllText(Path.Combine(folder, PackNames.Sums), " ");
        Shell(folder, $"! {PackGuide.Commands[2]}").ShouldContain("Verification failure");
    }

    [Fact]
    public async Task The_verb_says_it_by_its_exit_code_in_words_and_as_JSON()
    {
        using var program = new AlmProgram();
        var file = plant.Write(plant.Present);
        var fingerprint = (string)JsonNode.Parse(Opened[PackNames.Manifest])!["certificate"]!;

        var good = await program.RunAsync("verify-report", file, "--fingerprint", string.Join(':', fingerprint.ToUpperInvariant().Chunk(2).Select(c => new string(c))));
        var bad = await program.RunAsync("verify-report", plant.Write(Opened.With(Report, Greened).Zip()), "--json");
        var past = await program.RunAsync("verify-report", plant.Write(plant.Past));
        var unvouched = await program.RunAsync("verify-report", plant.Write(Opened.SignedByAnother()));
        var empty = await program.RunAsync("verify-report", file, "--head", $"0:{new string('0', 64)}");
        var none = await program.RunAsync("verify-report", "nowhere.zip");
        var wrong = await program.RunAsync("verify-report", file, "--head", "12");

        good.ExitCode.ShouldBe(0, good.Output + good.Errors);
        good.Output.ShouldContain("The pack holds: every verdict follows from its input.");
        good.Output.ShouldNotContain("WRONG");
        good.Errors.ShouldBeEmpty();
        bad.ExitCode.ShouldBe(2, bad.Errors);
        var json = JsonNode.Parse(bad.Output)!;
        ((string?)json["outcome"]).ShouldBe("DoesNotHold");
        json["faults"]!.AsArray().Select(f => (string?)f!["entry"]).ShouldContain(Report);
        past.ExitCode.ShouldBe(3, past.Output + past.Errors);
        past.Output.ShouldContain("verdicts are the site's word only: ");
        unvouched.ExitCode.ShouldBe(4, unvouched.Output + unvouched.Errors);
        unvouched.Output.TrimEnd().Split('\n')[^1].ShouldStartWith("The pack is whole, and signed by a key that nobody vouched for: ");
        (empty.ExitCode, empty.Output).ShouldBe((1, ""));
        (none.ExitCode, none.Output).ShouldBe((1, ""));
        none.ErrorLine.ShouldStartWith("alm-compliance: ");
        (wrong.ExitCode, wrong.Output).ShouldBe((1, ""));
        wrong.ErrorLine.ShouldContain("--head");
        Directory.EnumerateFileSystemEntries(program.Folder).ShouldBeEmpty();
    }

    private Task<VerifiedPack> CheckAsync(byte[] pack, PackWitness? witness = null) => VerifyReport.CheckAsync(plant.Write(pack), witness ?? new PackWitness(), AlmTestServer.Stop);

    /// <summary>Changed and then signed again by the site's own key: nothing but the content can give it away.</summary>
    private async Task<VerifiedPack> SignedAsync(Func<OpenedPack, OpenedPack> change, Action<JsonNode>? manifest = null) => await CheckAsync(await change(Opened).SignedAsync(plant.Signer, manifest));

    /// <summary>What was said of that file; of any, where none is given.</summary>
    private static string Named(VerifiedPack pack, string? entry)
    {
        pack.Outcome.ShouldBe(PackOutcome.DoesNotHold, entry);
        pack.FaultCount.ShouldBePositive();
        var all = string.Join("\n", pack.Faults);
        var named = pack.Faults.Where(f => entry is null || f.Entry == entry).ToArray();
        named.ShouldNotBeEmpty($"{entry} is not named in: {all}");
        return string.Join("\n", named.Select(f => f.Words));
    }

    /// <summary>ES-042 waits for nothing: it says that it is mitigated instead.</summary>
    private static string Greened(string report)
    {
        var at = report.IndexOf("\"name\":\"ES-042\"", StringComparison.Ordinal);
        var status = report.IndexOf("\"status\":\"", at, StringComparison.Ordinal) + "\"status\":\"".Length;
        return report[..status] + "Mitigated" + report[report.IndexOf('"', status)..];
    }

    private static JsonNode Host(JsonNode report, string name) => report["hosts"]!.AsArray().Single(h => (string?)h!["name"] == name)!;

    /// <summary>Packed by a program that takes any name.</summary>
    private static byte[] Lenient(OpenedPack opened, (string Name, byte[] Bytes) more)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(new ForwardStream(bytes), ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8))
        {
            foreach (var (name, content) in opened.Names.Select(n => (n, opened[n])).Append(more))
            {
                var entry = zip.CreateEntry(name);
                (entry.LastWriteTime, entry.ExternalAttributes) = (new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero), StableZip.ReadableFile);
                using var to = entry.Open();
                to.Write(content);
            }
        }

        return bytes.ToArray();
    }

    private static IEnumerable<int> Places(byte[] bytes, int number)
    {
        for (var i = 0; i + 4 <= bytes.Length; i++)
        {
            if (BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i)) == number)
            {
                yield return i;
            }
        }
    }

    private static string Shell(string folder, string command) => ReportFiles.Run("sh", "-c", $"cd '{folder}' && {{ {command}; }} 2>&1");
}
