using System.ComponentModel;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>A deadline as the API says it.</summary>
/// <param name="Rule">Null: every rule.</param>
/// <param name="Criticality">Null: every zone.</param>
internal sealed record DeadlineAnswer(RuleId? Rule, ZoneCriticality? Criticality, int Days, string SetBy, DateTimeOffset SetAt);

/// <param name="DefaultDays">Where no line speaks.</param>
internal sealed record DeadlineListAnswer(IReadOnlyList<DeadlineAnswer> Items, int DefaultDays);

/// <summary><c>/deadlines</c>: the policy by rule and zone criticality.</summary>
internal static class DeadlineEndpoints
{
    private const string RuleWords = "A rule; every rule if absent.";
    private const string CriticalityWords = "Low, Medium or High; every zone if absent.";

    public static void MapDeadlines(this IEndpointRouteBuilder reads)
    {
        Describe(reads.MapGet("/deadlines", ListAsync), "ListDeadlines", "How many days findings have, by rule and zone criticality.");
        Describe(reads.MapPut("/deadlines", PutAsync), "SetDeadline", "Sets one line of the policy.");
        Describe(reads.MapDelete("/deadlines", DeleteAsync), "RemoveDeadline", "Takes one line of the policy back.").ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static RouteHandlerBuilder Describe(RouteHandlerBuilder route, string name, string summary) => route.WithName(name).WithSummary(summary)
        .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<Ok<DeadlineListAnswer>> ListAsync(Actor actor, DeadlineQueries deadlines, CancellationToken cancellationToken)
    {
        var rows = await deadlines.ListAsync(actor, cancellationToken);
        return TypedResults.Ok(new DeadlineListAnswer(
            [.. rows.Select(d => new DeadlineAnswer(
                d.Rule is RuleId.Unknown ? null : d.Rule, d.Criticality is ZoneCriticality.Unknown ? null : d.Criticality, d.Days, d.SetBy, d.SetAt))],
            StoredDeadline.DefaultDays));
    }

    private static async Task<Results<NoContent, ValidationProblem>> PutAsync(
        [Description(RuleWords)] string? rule, [Description(CriticalityWords)] string? criticality, [Description("1 to 3650.")] string? days,
        Actor actor, SetDeadline set, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var fields = new RequestFields();
        var (one, zone) = Read(fields, rule, criticality);
        var number = fields.Number("days", days, 0, 1, SetDeadline.MostDays);
        if (number == 0)
        {
            fields.Fail("days", "This is required.");
        }

        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        await set.RunAsync(actor, one, zone, number, cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> DeleteAsync(
        [Description(RuleWords)] string? rule, [Description(CriticalityWords)] string? criticality, Actor actor, SetDeadline set, CancellationToken cancellationToken)
    {
        actor.RequireAdministrator();
        var fields = new RequestFields();
        var (one, zone) = Read(fields, rule, criticality);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        return await set.RunAsync(actor, one, zone, null, cancellationToken)
            ? TypedResults.NoContent()
            : TypedResults.Problem("There is no such line.", statusCode: StatusCodes.Status404NotFound);
    }

    private static (RuleId Rule, ZoneCriticality Criticality) Read(RequestFields fields, string? rule, string? criticality) =>
        (fields.Choice<RuleId>("rule", rule), fields.Choice<ZoneCriticality>("criticality", criticality));
}
