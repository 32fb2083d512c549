using AlmCompliance.Web.Tests.CommandLine;

namespace AlmCompliance.Web.Tests.Advisories;

/// <summary><c>advisory import</c>.</summary>
public sealed class AdvisoryVerbTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_prints_what_it_took_in_and_puts_it_in_force_only_when_told()
    {
        using var program = new AlmProgram();
        var file = Path.Combine(program.Folder, "one.json");
        await File.WriteAllBytesAsync(file, CsafText.Document().Bytes(), Stop);

        var first = await program.RunAsync("advisory", "import", "one.json");
        var again = await program.RunAsync("advisory", "import", "one.json", "--in-force");

        first.ExitCode.ShouldBe(0, first.Errors);
        first.OutputLine.ShouldBe("TEST-24-001 1 Imported Waiting unsigned");
        again.ExitCode.ShouldBe(0, again.Errors);
        again.OutputLine.ShouldBe("TEST-24-001 1 Unchanged InForce unsigned");
    }

    [Fact]
    public async Task Of_a_folder_the_last_revision_stays_in_force_and_a_bad_file_is_one_line_and_changes_nothing()
    {
        using var program = new AlmProgram();
        var folder = Directory.CreateDirectory(Path.Combine(program.Folder, "advisories")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "a.json"), CsafText.Document(version: "10").Bytes(), Stop);
        await File.WriteAllBytesAsync(Path.Combine(folder, "b.json"), CsafText.Document(version: "9").Bytes(), Stop);

        var good = await program.RunAsync("advisory", "import", "advisories", "--in-force");
        await File.WriteAllBytesAsync(Path.Combine(folder, "c.json"), CsafText.Document(version: "11").Bytes()[..^1], Stop);
        var bad = await program.RunAsync("advisory", "import", "advisories");
        var missing = await program.RunAsync("advisory", "import", "nowhere.json");

        good.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ShouldBe(["TEST-24-001 9 Imported InForce unsigned", "TEST-24-001 10 Imported InForce unsigned"]);
        bad.ExitCode.ShouldBe(1);
        bad.Output.ShouldBeEmpty();
        bad.ErrorLine.ShouldContain("c.json");
        missing.ExitCode.ShouldBe(1);
        missing.ErrorLine.ShouldContain("nowhere.json");
    }
}
