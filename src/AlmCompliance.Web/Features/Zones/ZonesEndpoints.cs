using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AlmCompliance.Web.Features.Zones;

internal sealed record ZoneBody(string? Name, string? Site, ZoneCriticality? Criticality, string? Owner)
{
    public ZoneDraft Draft => new(Name ?? "", Site ?? "", Criticality ?? ZoneCriticality.Unknown, Owner ?? "");
}

internal sealed record RangeBody(string? Range);

internal sealed record WindowBody(DateTimeOffset From, DateTimeOffset To, string? Note);

/// <param name="From">Null: from outside the plant.</param>
internal sealed record ConduitBody(Guid? From, Guid To, int Port, string? Reason);

/// <param name="Zone">Null: its addresses decide again.</param>
internal sealed record HostZoneBody(Guid? Zone);

/// <summary>The identity of what was written.</summary>
internal sealed record Written(Guid Id);

/// <summary><c>/zones</c>, <c>/conduits</c>, <c>/hosts/{id}/zone</c>.</summary>
internal static class ZonesEndpoints
{
    public static void MapZones(this IEndpointRouteBuilder api)
    {
        var zones = api.MapGroup("/zones").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        zones.MapGet("", ListAsync).WithName("ListZones").WithSummary("The caller's zones, the boundaries between them with what probes proved, and the hosts that a person must place.");
        zones.MapPost("", CreateAsync).WithName("CreateZone").WithSummary("Draws a zone.");
        zones.MapGet("/{zoneId:guid}", GetAsync).WithName("GetZone").WithSummary("One zone: ranges, maintenance windows, conduits, boundaries.").ProducesProblem(StatusCodes.Status404NotFound);
        zones.MapPut("/{zoneId:guid}", ChangeAsync).WithName("ChangeZone").WithSummary("Renames a zone or changes its site, criticality or owner.");
        zones.MapDelete("/{zoneId:guid}", DeleteAsync).WithName("DeleteZone").WithSummary("Takes an empty zone off the drawing.");
        zones.MapPost("/{zoneId:guid}/ranges", AddRangeAsync).WithName("AddRange").WithSummary("Gives a zone a range of addresses.");
        zones.MapDelete("/{zoneId:guid}/ranges/{rangeId:guid}", RemoveRangeAsync).WithName("RemoveRange").WithSummary("Takes a range from a zone.");
        zones.MapPost("/{zoneId:guid}/ranges/{rangeId:guid}/confirmation", ConfirmRangeAsync).WithName("ConfirmRange").WithSummary("Says that the range is the plant's own, so that approved hosts in it may be probed. Not by a token.");
        zones.MapPost("/{zoneId:guid}/windows", AddWindowAsync).WithName("AddWindow").WithSummary("Enters a maintenance window.");
        zones.MapDelete("/{zoneId:guid}/windows/{windowId:guid}", RemoveWindowAsync).WithName("RemoveWindow").WithSummary("Takes a maintenance window back.");

        var conduits = api.MapGroup("/conduits").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        conduits.MapGet("", ConduitsAsync).WithName("ListConduits").WithSummary("The permitted ways into and out of the caller's zones.");
        conduits.MapPost("", AddConduitAsync).WithName("AddConduit").WithSummary("Permits a way from one zone, or from outside, to licence servers of another.");
        conduits.MapDelete("/{conduitId:guid}", RemoveConduitAsync).WithName("RemoveConduit").WithSummary("Takes a permitted way back.");
        api.MapPut("/hosts/{hostId:guid}/zone", PlaceAsync).WithName("PlaceHost").WithSummary("Says in which zone a host stands.")
            .ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
    }

    private static async Task<Ok<ZoneOverview>> ListAsync(Actor actor, ZoneQueries zones, CancellationToken cancellationToken) =>
        TypedResults.Ok(await zones.ListAsync(actor, cancellationToken));

    private static async Task<Results<Ok<ZoneDetail>, ProblemHttpResult>> GetAsync(Guid zoneId, Actor actor, ZoneQueries zones, CancellationToken cancellationToken) =>
        await zones.GetAsync(actor, zoneId, cancellationToken) is { } zone ? TypedResults.Ok(zone) : TypedResults.Problem(ZoneEditing.NoSuchZone, statusCode: StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<Written>, ValidationProblem>> CreateAsync(ZoneBody body, Actor actor, CreateZone create, CancellationToken cancellationToken) =>
        Answer("zone", await create.RunAsync(actor, body.Draft, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> ChangeAsync(Guid zoneId, ZoneBody body, Actor actor, ChangeZone change, CancellationToken cancellationToken) =>
        Answer("zone", await change.RunAsync(actor, zoneId, body.Draft, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> DeleteAsync(Guid zoneId, Actor actor, DeleteZone delete, CancellationToken cancellationToken) =>
        Answer("zone", await delete.RunAsync(actor, zoneId, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> AddRangeAsync(Guid zoneId, RangeBody body, Actor actor, AddRange add, CancellationToken cancellationToken) =>
        Answer("range", await add.RunAsync(actor, zoneId, body.Range ?? "", cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> RemoveRangeAsync(Guid zoneId, Guid rangeId, Actor actor, RemoveRange remove, CancellationToken cancellationToken) =>
        Answer("range", await remove.RunAsync(actor, zoneId, rangeId, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> ConfirmRangeAsync(Guid zoneId, Guid rangeId, Actor actor, ConfirmRange confirm, CancellationToken cancellationToken) =>
        Answer("range", await confirm.RunAsync(actor, zoneId, rangeId, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> AddWindowAsync(Guid zoneId, WindowBody body, Actor actor, AddWindow add, CancellationToken cancellationToken) =>
        Answer("window", await add.RunAsync(actor, zoneId, body.From, body.To, body.Note ?? "", cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> RemoveWindowAsync(Guid zoneId, Guid windowId, Actor actor, RemoveWindow remove, CancellationToken cancellationToken) =>
        Answer("window", await remove.RunAsync(actor, zoneId, windowId, cancellationToken));

    private static async Task<Ok<IReadOnlyList<ConduitItem>>> ConduitsAsync(Actor actor, ZoneQueries zones, CancellationToken cancellationToken) =>
        TypedResults.Ok(await zones.ConduitsAsync(actor, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> AddConduitAsync(ConduitBody body, Actor actor, AddConduit add, CancellationToken cancellationToken) =>
        Answer("conduit", await add.RunAsync(actor, body.From, body.To, body.Port, body.Reason ?? "", cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> RemoveConduitAsync(Guid conduitId, Actor actor, RemoveConduit remove, CancellationToken cancellationToken) =>
        Answer("conduit", await remove.RunAsync(actor, conduitId, cancellationToken));

    private static async Task<Results<Ok<Written>, ValidationProblem>> PlaceAsync(Guid hostId, HostZoneBody body, Actor actor, PlaceHostByHand place, CancellationToken cancellationToken) =>
        Answer("zone", await place.RunAsync(actor, hostId, body.Zone, cancellationToken));

    private static Results<Ok<Written>, ValidationProblem> Answer(string field, Outcome<Guid> outcome) => outcome.Succeeded
        ? TypedResults.Ok(new Written(outcome.Value))
        : TypedResults.ValidationProblem(new Dictionary<string, string[]>(StringComparer.Ordinal) { [field] = [.. outcome.Errors] });
}
