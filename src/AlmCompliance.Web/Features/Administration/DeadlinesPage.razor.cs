using AlmCompliance.Data.Access;
using AlmCompliance.Data.Compliance;
using AlmCompliance.Domain.Rules;
using AlmCompliance.Domain.Segmentation;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using Microsoft.AspNetCore.Components;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>How many days findings have.</summary>
public sealed partial class DeadlinesPage
{
    private LiveData<DeadlinesView>? _live;
    private RuleId _rule;
    private ZoneCriticality _criticality;
    private int? _days = StoredDeadline.DefaultDays;
    private string? _refused;

    [Inject]
    private DeadlineQueries Deadlines { get; set; } = default!;

    [Inject]
    private SetDeadline Set { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    private string RuleWords(RuleId rule) => rule is RuleId.Unknown ? Text["Rule.Any"] : rule.ToString();

    private async Task<DeadlinesView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        return new DeadlinesView(await Deadlines.ListAsync(actor, cancellationToken), actor.Role is AccessRole.Administrator);
    }

    private async Task WriteAsync(RuleId rule, ZoneCriticality criticality, int? days)
    {
        try
        {
            var done = await Set.RunAsync(await Actor.GetAsync(), rule, criticality, days, CancellationToken.None);
            _refused = done || days is null ? null : Text["Wrong", SetDeadline.MostDays].Value;
        }
        catch (AccessDeniedException)
        {
            _refused = Text["Denied"];
        }

        await (_live?.ReloadAsync() ?? Task.CompletedTask);
    }
}

/// <summary>What the page shows.</summary>
/// <param name="MayAct">Whether the reader's role lets them set deadlines; the action checks it again.</param>
internal sealed record DeadlinesView(IReadOnlyList<StoredDeadline> Deadlines, bool MayAct);
