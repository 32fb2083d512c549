using System.Text.RegularExpressions;
using AlmCompliance.Data.Tests.Databases;

namespace AlmCompliance.Web.Tests.CommandLine;

/// <summary>What a verb makes it prints, alone; what goes wrong is one line and exit code 1.</summary>
public sealed partial class VerbTests
{
    [Fact]
    public async Task Verbs_work_before_the_first_start_and_print_what_they_made_alone()
    {
        using var program = new AlmProgram();

        var enrollment = await program.RunAsync("enrollment-token", "add", "--zone", "Paint shop", "--max-uses", "250", "--expires", "30.00:00:00");
        var api = await program.RunAsync("api-token", "add", "--name", "monitoring", "--role", "Viewer", "--zone", "Paint shop");
        var user = await program.RunAsync("a long enough password\n", ["user", "add", "--email", "anna@plant.example", "--role", "SecurityManager"]);
        var migrated = await program.RunAsync("migrate");

        new[] { enrollment, api, user, migrated }.ShouldAllBe(e => e.ExitCode == 0);
        enrollment.OutputLine.ShouldMatch("^alme_[A-Za-z0-9_-]{43}$");
        api.OutputLine.ShouldMatch("^almt_[A-Za-z0-9_-]{43}$");
        Guid.Parse(user.OutputLine).ShouldNotBe(Guid.Empty);
        migrated.OutputLine.ShouldBe("0");
        File.Exists(Path.Combine(program.Folder, "data", "alm.db")).ShouldBeTrue();
        enrollment.Errors.ShouldContain($"This made a new database: {Path.Combine(program.Folder, "data", "alm.db")}");
        enrollment.Errors.ShouldContain("Made a new zone, \"Paint shop\", with the token.");
        api.Errors.ShouldBeEmpty();
        foreach (var said in (string[])[enrollment.Errors, api.Errors, user.Errors])
        {
            Secret().IsMatch(said).ShouldBeFalse(said);
            said.ShouldNotContain("a long enough password");
        }
    }

    [Fact]
    public async Task The_folder_of_the_data_is_meant_as_the_caller_means_it_and_may_follow_any_verb()
    {
        using var program = new AlmProgram();
        Directory.CreateDirectory(Path.Combine(program.Folder, "elsewhere"));

        (await program.RunAsync("migrate", "--data", "elsewhere/../here")).ExitCode.ShouldBe(0);
        var api = await program.RunAsync("api-token", "add", "--name", "x", "--role", "Auditor", "--data", "here");

        api.ExitCode.ShouldBe(0);
        File.Exists(Path.Combine(program.Folder, "here", "alm.db")).ShouldBeTrue();
        Directory.Exists(Path.Combine(program.Folder, "data")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("no such verb", "fly")]
    [InlineData("no verb after the first", "user")]
    [InlineData("a role that there is not", "user", "add", "--email", "a@plant.example", "--role", "Emperor")]
    [InlineData("no role at all", "user", "add", "--email", "a@plant.example", "--role", "None")]
    [InlineData("a number for a role", "user", "add", "--email", "a@plant.example", "--role", "99")]
    [InlineData("no e-mail address", "user", "add", "--role", "Viewer")]
    [InlineData("what is no e-mail address", "user", "add", "--email", "anna", "--role", "Viewer")]
    [InlineData("a weak password", "user", "add", "--email", "a@plant.example", "--role", "Viewer")]
    [InlineData("a missing name", "api-token", "add", "--role", "Viewer")]
    [InlineData("a zone that there is not", "api-token", "add", "--name", "x", "--role", "Viewer", "--zone", "nowhere")]
    [InlineData("a span that is none", "enrollment-token", "add", "--expires", "soon")]
    [InlineData("a span in another form", "enrollment-token", "add", "--expires", "30")]
    [InlineData("a negative span", "enrollment-token", "add", "--expires", "-1.00:00:00")]
    [InlineData("a span too long", "enrollment-token", "add", "--expires", "900.00:00:00")]
    [InlineData("no uses", "enrollment-token", "add", "--max-uses", "0")]
    [InlineData("uses that are no number", "enrollment-token", "add", "--max-uses", "many")]
    [InlineData("an empty folder", "migrate", "--data", "")]
    [InlineData("a folder that cannot be", "migrate", "--data", "/proc/none/data")]
    [InlineData("an unknown option", "serve", "--loud")]
    [InlineData("plain HTTP beyond this machine", "serve", "--urls", "http://0.0.0.0:0")]
    [InlineData("plain HTTP on any name", "serve", "--urls", "http://*:0")]
    [InlineData("plain HTTP on one of several", "--urls", "https://127.0.0.1:0;http://10.0.0.1:0")]
    [InlineData("no address", "serve", "--urls", "somewhere")]
    public async Task What_goes_wrong_is_one_line_and_exit_code_1(string what, params string[] arguments)
    {
        using var program = new AlmProgram();

        var ended = await program.RunAsync("short\n", arguments);

        ended.ExitCode.ShouldBe(1, what);
        ended.Output.ShouldBeEmpty(what);
        ended.ErrorLine.ShouldStartWith("alm-compliance: ", Case.Sensitive, what);
        ended.ErrorLine.ShouldNotContain(" at AlmCompliance.");
    }

    [Fact]
    public async Task An_empty_password_makes_nobody()
    {
        using var program = new AlmProgram();

        var ended = await program.RunAsync("", ["user", "add", "--email", "anna@plant.example", "--role", "Viewer"]);

        ended.ExitCode.ShouldBe(1);
        ended.ErrorLine.ShouldContain("password");
        Directory.Exists(Path.Combine(program.Folder, "data")).ShouldBeFalse();
    }

    [Fact]
    public async Task The_same_person_twice_is_refused()
    {
        using var program = new AlmProgram();
        string[] add = ["user", "add", "--email", "anna@plant.example", "--role", "Viewer"];
        (await program.RunAsync("a long enough password\n", add)).ExitCode.ShouldBe(0);

        var again = await program.RunAsync("a long enough password\n", add);

        (again.ExitCode, again.Output).ShouldBe((1, ""));
        again.ErrorLine.ShouldContain("e-mail address is taken");
    }

    [Fact]
    public async Task On_PostgreSQL_only_migrate_migrates()
    {
        await using var database = await PostgresTestDatabase.CreateEmptyAsync();
        using var program = new AlmProgram();
        program.Environment["Database__Provider"] = "Postgres";
        program.Environment["ConnectionStrings__Alm"] = database.ConnectionString;
        string[] add = ["enrollment-token", "add"];

        var early = await program.RunAsync(add);
        var migrated = await program.RunAsync("migrate");
        var then = await program.RunAsync(add);

        early.ExitCode.ShouldBe(1);
        early.ErrorLine.ShouldContain("migrate");
        migrated.ExitCode.ShouldBe(0, migrated.Errors);
        int.Parse(migrated.OutputLine, System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(0);
        then.ExitCode.ShouldBe(0, then.Errors);
        then.OutputLine.ShouldStartWith("alme_");
        Directory.Exists(Path.Combine(program.Folder, "data")).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Oracle", null)]
    [InlineData("Postgres", null)]
    [InlineData("Postgres", "Host=127.0.0.1;Port=1;Username=nobody;Database=none;Timeout=3")]
    [InlineData("Sqlite", "Data Source=/proc/none/alm.db")]
    public async Task A_database_that_cannot_be_used_is_one_line(string kind, string? connectionString)
    {
        using var program = new AlmProgram();
        program.Environment["Database__Provider"] = kind;
        if (connectionString is not null)
        {
            program.Environment["ConnectionStrings__Alm"] = connectionString;
        }

        var ended = await program.RunAsync("serve");

        (ended.ExitCode, ended.Output).ShouldBe((1, ""));
        ended.ErrorLine.ShouldStartWith("alm-compliance: ");
    }

    [GeneratedRegex("alm[etsk]_[A-Za-z0-9_-]{20,}", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Secret();
}
