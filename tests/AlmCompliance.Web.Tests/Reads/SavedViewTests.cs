using System.Net;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Hosts;
using AlmCompliance.Web.Tests.Access;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Reads;

/// <summary>Views and columns that a person keeps.</summary>
public sealed class SavedViewTests
{
    private static CancellationToken Stop => AlmTestServer.Stop;

    [Theory, OnBoth]
    public async Task A_view_is_kept_renamed_and_deleted_and_is_its_persons_own(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var keller = await ActorAsync(server, "keller@plant.example");
        var vogt = await ActorAsync(server, "vogt@plant.example");
        var (keep, drop, queries) = (server.Get<KeepView>(), server.Get<DropView>(), server.Get<SavedViewQueries>());

        (await keep.RunAsync(keller, null, "Line 1", "/hosts?zone=Line%201&sort=-due&columns=status,due", Stop)).ShouldBe(KeepViewError.None);
        (await keep.RunAsync(keller, null, " line 1 ", "/hosts", Stop)).ShouldBe(KeepViewError.Taken);
        (await keep.RunAsync(keller, null, "", "/hosts", Stop)).ShouldBe(KeepViewError.Name);
        (await keep.RunAsync(keller, null, "Long", "/hosts?q=" + new string('x', 4000), Stop)).ShouldBe(KeepViewError.TooLong);
        (await keep.RunAsync(Actor.System("job"), null, "Job", "/hosts", Stop)).ShouldBe(KeepViewError.NotAPerson);

        // An address outside of the list becomes a query of the list: a view leads nowhere else.
        (await keep.RunAsync(keller, null, "Elsewhere", "https://evil.example/?q=1", Stop)).ShouldBe(KeepViewError.None);
        var kept = (await queries.ListAsync(keller, Stop)).Views;
        kept.Select(v => (v.Name, v.Address)).ShouldBe([("Elsewhere", "/hosts?q=1"), ("Line 1", "/hosts?zone=Line%201&sort=-due&columns=status,due")]);

        (await queries.ListAsync(vogt, Stop)).Views.ShouldBeEmpty();
        (await keep.RunAsync(vogt, kept[1].Id, "Mine", "", Stop)).ShouldBe(KeepViewError.Gone);
        (await drop.RunAsync(vogt, kept[1].Id, Stop)).ShouldBeFalse();
        (await keep.RunAsync(keller, kept[1].Id, "Reactors", "", Stop)).ShouldBe(KeepViewError.None);
        (await drop.RunAsync(keller, kept[0].Id, Stop)).ShouldBeTrue();

        var left = (await queries.ListAsync(keller, Stop)).Views.ShouldHaveSingleItem();
        (left.Name, left.Address).ShouldBe(("Reactors", kept[1].Address));
        await using var db = server.Db();
        (await db.AuditEntries.Where(e => e.SubjectKind == "view").OrderBy(e => e.Sequence).Select(e => e.Action).ToListAsync(Stop))
            .ShouldBe(["view.saved", "view.saved", "view.renamed", "view.deleted"]);
    }

    [Fact]
    public async Task Columns_are_remembered_for_their_person_and_those_of_the_address_come_first()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        await server.AgentAsync("ES-041");
        const string email = "keller@plant.example";
        var keller = await ActorAsync(server, email);
        var remember = server.Get<RememberColumns>();
        await remember.RunAsync(keller, [HostColumn.Status, HostColumn.Enrolled], Stop);
        await remember.RunAsync(keller, [HostColumn.Status, HostColumn.LastContact], Stop);
        using var person = Person.At(server);
        using var signedIn = await person.SignInAsync(email, Person.Password);

        var remembered = await TextAsync(person, "/hosts");
        var addressed = await TextAsync(person, "/hosts?columns=version");
        (await TextAsync(person, "/hosts?columns=password")).ShouldContain("cannot be read as a filter");
        await remember.RunAsync(keller, null, Stop);
        var plain = await TextAsync(person, "/hosts");

        remembered.ShouldContain("h-LastContact");
        remembered.ShouldNotContain("h-Version");
        addressed.ShouldContain("h-Version");
        addressed.ShouldNotContain("h-LastContact");
        plain.ShouldContain("h-Owner");
        (await server.Get<SavedViewQueries>().ListAsync(keller, Stop)).Columns.ShouldBeNull();
    }

    private static async Task<Actor> ActorAsync(AlmTestServer server, string email) =>
        new(ActorKind.Person, (await Person.AddAsync(server, email, AccessRole.Viewer)).ToString(), email, AccessRole.Viewer, null);

    private static async Task<string> TextAsync(Person person, string path)
    {
        using var answer = await person.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, path);
        return await answer.Content.ReadAsStringAsync(Stop);
    }
}
