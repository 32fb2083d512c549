using AlmCompliance.Data.Access;
using AlmCompliance.Data.Tests.Databases;
using AlmCompliance.Web.Features.Agents;

namespace AlmCompliance.Web.Tests.Reads;

public sealed class AgentListTests
{
    [Theory, OnBoth]
    public async Task Agents_come_by_their_last_contact_those_never_heard_of_first(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        var a = plant.Host("A");
        plant.Host("B", with: (h, _) => h.LastContactAt = plant.Now.AddDays(-8));
        plant.Host("C", with: (h, _) => h.LastContactAt = null);
        plant.Host("D", with: (h, _) => (h.LastContactAt, h.EnrolledAt) = (null, plant.Now.AddHours(-1)));
        plant.Add(new AgentKey { HostId = a.Id, KeyHash = [1], CreatedAt = plant.Now });
        await plant.SaveAsync();

        var page = await plant.Agents.ListAsync(Plant.Everyone, new AgentListRequest(), Plant.Stop);

        page.Items.Select(i => (i.HostName, i.IsSilent, i.HasKey)).ShouldBe([("C", true, false), ("D", false, false), ("B", true, false), ("A", false, true)]);
        (page.Total, page.Silent).ShouldBe((4, 2));
        var silent = await plant.Agents.ListAsync(Plant.Everyone, new AgentListRequest { Silent = true, LatestFirst = true }, Plant.Stop);
        silent.Items.Select(i => i.HostName).ShouldBe(["B", "C"]);
        silent.Total.ShouldBe(2);
    }

    [Theory, OnBoth]
    public async Task A_token_says_whether_it_can_still_be_used(Provider provider)
    {
        await using var plant = await Plant.CreateAsync(provider);
        Token("usable");
        Token("used up").Uses = 5;
        Token("expired").ExpiresAt = plant.Now;
        Token("revoked").RevokedAt = plant.Now;
        await plant.SaveAsync();

        var tokens = await plant.Agents.TokensAsync(Plant.Everyone, Plant.Stop);

        tokens.ToDictionary(t => t.Hint, t => t.State).ShouldBe(
            new Dictionary<string, EnrollmentTokenState>
            {
                ["usable"] = EnrollmentTokenState.Usable,
                ["used up"] = EnrollmentTokenState.UsedUp,
                ["expired"] = EnrollmentTokenState.Expired,
                ["revoked"] = EnrollmentTokenState.Revoked,
            },
            ignoreOrder: true);

        EnrollmentToken Token(string hint) => plant.Add(new EnrollmentToken
        {
            TokenHash = Guid.NewGuid().ToByteArray(),
            Hint = hint,
            MaxUses = 5,
            CreatedAt = plant.Now,
            CreatedBy = "M. Keller",
            ExpiresAt = plant.Now.AddDays(1),
        });
    }
}
