using System.Net;
using System.Net.Http.Headers;
using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Features.Administration;
using AlmCompliance.Web.Tests.Decisions;
using AlmCompliance.Web.Tests.Serving;
using Microsoft.EntityFrameworkCore;

namespace AlmCompliance.Web.Tests.Administration;

/// <summary>The policy of how many days findings have.</summary>
public sealed class DeadlineTests
{
    [Theory, OnBoth]
    public async Task A_line_is_set_once_changed_in_place_and_taken_back(Provider provider)
    {
        await using var server = await AlmTestServer.StartAsync(provider);
        var set = server.Get<SetDeadline>();
        var administrator = Deciding.Person("A. Roth", AccessRole.Administrator);

        (await set.RunAsync(administrator, RuleId.ALM0001, ZoneCriticality.High, 14, Deciding.Stop)).ShouldBeTrue();
        (await set.RunAsync(administrator, RuleId.ALM0001, ZoneCriticality.High, 7, Deciding.Stop)).ShouldBeTrue();
        (await set.RunAsync(administrator, RuleId.Unknown, ZoneCriticality.Unknown, 60, Deciding.Stop)).ShouldBeTrue();
        (await set.RunAsync(administrator, RuleId.ALM0002, ZoneCriticality.Low, 0, Deciding.Stop)).ShouldBeFalse();
        (await set.RunAsync(administrator, RuleId.Unknown, ZoneCriticality.Unknown, null, Deciding.Stop)).ShouldBeTrue();
        (await set.RunAsync(administrator, RuleId.Unknown, ZoneCriticality.Unknown, null, Deciding.Stop)).ShouldBeFalse();

        var line = (await server.Get<DeadlineQueries>().ListAsync(administrator, Deciding.Stop)).ShouldHaveSingleItem();
        (line.Rule, line.Criticality, line.Days, line.SetBy).ShouldBe((RuleId.ALM0001, ZoneCriticality.High, 7, "A. Roth"));
        await using var db = server.Db();
        var acts = await db.AuditEntries.Where(e => e.SubjectKind == "deadline").OrderBy(e => e.Sequence).ToListAsync(Deciding.Stop);
        acts.Select(a => a.Action).ShouldBe(["deadline.set", "deadline.set", "deadline.set", "deadline.removed"]);
        acts[1].Before.ShouldContain("14");
        acts[1].After.ShouldContain("7");
        await Should.ThrowAsync<AccessDeniedException>(() => set.RunAsync(Deciding.Asking, RuleId.ALM0001, ZoneCriticality.High, 7, Deciding.Stop));
    }

    [Fact]
    public async Task The_api_sets_and_reads_them()
    {
        await using var server = await AlmTestServer.StartAsync(Provider.Sqlite);
        var token = await server.ApiTokenAsync(AccessRole.Administrator);

        async Task SendAsync(HttpMethod method, string query, HttpStatusCode expected)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/deadlines{query}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await server.Client.SendAsync(request, Deciding.Stop);
            answer.StatusCode.ShouldBe(expected, query);
        }

        await SendAsync(HttpMethod.Put, "?rule=ALM0001&criticality=High&days=14", HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Put, "?rule=ALM0001&days=0", HttpStatusCode.BadRequest);
        await SendAsync(HttpMethod.Put, "?rule=1&days=5", HttpStatusCode.BadRequest);
        using var list = await server.Client.GetAsync("/api/v1/deadlines", token);
        var read = await list.JsonAsync();
        read["defaultDays"]!.GetValue<int>().ShouldBe(35);
        read["items"]!.AsArray().ShouldHaveSingleItem()!["criticality"]!.GetValue<string>().ShouldBe("High");
        await SendAsync(HttpMethod.Delete, "?rule=ALM0001&criticality=High", HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Delete, "?rule=ALM0001&criticality=High", HttpStatusCode.NotFound);
    }
}
