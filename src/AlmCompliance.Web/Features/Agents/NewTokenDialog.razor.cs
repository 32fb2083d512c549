using System.Globalization;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Agents;

/// <summary>Asks what a new token is for; closes with its secret.</summary>
public sealed partial class NewTokenDialog
{
    private static readonly int[] Lives = [1, 7, 30, 90, 365];

    private IReadOnlyList<string> _zones = [];
    private string _zone = "";
    private string _uses = "1";
    private int _days = 7;
    private bool _usesWrong;
    private string? _refused;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private CreateEnrollmentToken Create { get; set; } = default!;

    [Inject]
    private AgentQueries Agents { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var tokens = await Agents.TokensAsync(await Actor.GetAsync(), CancellationToken.None);
        _zones = [.. tokens.Select(t => t.ZoneName).OfType<string>().Distinct(StringComparer.Ordinal)];
    }

    private async Task SubmitAsync()
    {
        _refused = null;
        _usesWrong = !int.TryParse(_uses, NumberStyles.AllowThousands, CultureInfo.CurrentCulture, out var uses) || uses is < 1 or > 1_000_000;
        if (_usesWrong)
        {
            return;
        }

        try
        {
            var made = await Create.RunAsync(await Actor.GetAsync(), _zone, uses, TimeSpan.FromDays(_days), CancellationToken.None);
            if (made.Succeeded)
            {
                Dialog.Close(DialogResult.Ok(made.Value));
                return;
            }

            _refused = Text["New.Refused", string.Join(' ', made.Errors)];
        }
        catch (AccessDeniedException)
        {
            _refused = Text["New.Denied"];
        }
    }
}
