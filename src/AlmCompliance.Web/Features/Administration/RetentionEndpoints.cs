using System.ComponentModel;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Administration;

/// <param name="Days">Null: every former report is kept.</param>
internal sealed record RetentionAnswer(int? Days, string? SetBy, DateTimeOffset? SetAt);

/// <summary><c>/retention</c>: for how long former reports are kept.</summary>
internal static class RetentionEndpoints
{
    public static void MapRetention(this IEndpointRouteBuilder reads)
    {
        PeopleEndpoints.Describe(reads.MapGet("/retention", GetAsync), "GetRetention", "For how many days former reports are kept.");
        PeopleEndpoints.Describe(reads.MapGet("/retention/preview", PreviewAsync), "PreviewRetention", "What a limit would take, without taking it.");
        PeopleEndpoints.Describe(reads.MapPut("/retention", PutAsync), "SetRetention", "Sets for how many days former reports are kept; the night after forgets them.");
    }

    private static async Task<Ok<RetentionAnswer>> GetAsync(Actor actor, RetentionQueries retention, CancellationToken cancellationToken)
    {
        var row = await retention.GetAsync(actor, cancellationToken);
        return TypedResults.Ok(new RetentionAnswer(row?.Days, row?.SetBy, row?.SetAt));
    }

    private static async Task<Results<Ok<ForgettingPreview>, ValidationProblem>> PreviewAsync(
        [Description("90 to 3650, 365 if absent.")] string? days, Actor actor, RetentionQueries retention, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var fields = new RequestFields();
        var number = fields.Number("days", days, 365, SetRetention.FewestDays, SetRetention.MostDays);
        return fields.IsValid ? TypedResults.Ok(await retention.PreviewAsync(actor, number, cancellationToken)) : fields.Problem();
    }

    private static async Task<Results<NoContent, ValidationProblem>> PutAsync(
        [Description("90 to 3650; every former report is kept if absent.")] string? days, Actor actor, SetRetention set, CancellationToken cancellationToken)
    {
        actor.RequireWholePlant();
        var fields = new RequestFields();
        var number = fields.Number("days", days, 0, SetRetention.FewestDays, SetRetention.MostDays);
        if (!fields.IsValid)
        {
            return fields.Problem();
        }

        await set.RunAsync(actor, number == 0 ? null : number, cancellationToken);
        return TypedResults.NoContent();
    }
}
