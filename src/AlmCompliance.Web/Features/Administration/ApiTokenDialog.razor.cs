using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Asks what a new token is for; closes with its secret.</summary>
public sealed partial class ApiTokenDialog
{
    // None lasts for ever by default; 0 is "until it is revoked".
    private static readonly int[] Lives = [30, 90, 365, 0];

    // No zone can be called this: a name is never blank.
    private const string EveryZone = " ";

    private IReadOnlyList<string> _zones = [];
    private string _name = "";
    private AccessRole _role = AccessRole.Viewer;
    private string _zone = "";
    private int _days = 90;
    private string? _refused;

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private CreateApiToken Create { get; set; } = default!;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _zones = await People.ZonesAsync(await Actor.GetAsync(), CancellationToken.None);

    private async Task SubmitAsync()
    {
        if (_zone.Length == 0)
        {
            _refused = Text["Token.Zone.Needed"];
            return;
        }

        try
        {
            var made = await Create.RunAsync(
                await Actor.GetAsync(), _name.Trim(), _role, _zone == EveryZone ? null : _zone, _days > 0 ? TimeSpan.FromDays(_days) : null, CancellationToken.None);
            if (made.Succeeded)
            {
                Dialog.Close(DialogResult.Ok(made.Value));
                return;
            }

            _refused = Text["Token.Refused"];
        }
        catch (AccessDeniedException)
        {
            _refused = Words["Act.Denied"];
        }
    }
}
