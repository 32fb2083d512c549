using System.Globalization;
using AlmCompliance.Data.Access;
using AlmCompliance.Web.Access;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Asks for a person's role and zones; for a new one closes with the secret of their link.</summary>
public sealed partial class PersonDialog
{
    private readonly HashSet<string> _chosen = new(StringComparer.Ordinal);
    private IReadOnlyList<string> _all = [];
    private string _email = "";
    private AccessRole _role = AccessRole.Viewer;
    private bool _allZones;
    private string? _refused;

    /// <summary>Empty for a new one.</summary>
    [Parameter]
    public Guid PersonId { get; set; }

    [Parameter]
    public string Email { get; set; } = "";

    [Parameter]
    public AccessRole Role { get; set; } = AccessRole.Viewer;

    /// <summary>Null for every zone.</summary>
    [Parameter]
    public IReadOnlyList<string>? Zones { get; set; }

    [CascadingParameter]
    private IMudDialogInstance Dialog { get; set; } = default!;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private AddPerson Add { get; set; } = default!;

    [Inject]
    private GrantAccess Grant { get; set; } = default!;

    [Inject]
    private CurrentActor Actor { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        _role = Role;
        _chosen.UnionWith(Zones ?? []);
        _all = await People.ZonesAsync(await Actor.GetAsync(), CancellationToken.None);

        // Nobody new gets the whole plant unless it is said, or there are no zones to choose from.
        _allZones = Zones is null && (PersonId != Guid.Empty || _all.Count == 0);
    }

    private void Choose(string zone, bool chosen) => _ = chosen ? _chosen.Add(zone) : _chosen.Remove(zone);

    private async Task SubmitAsync()
    {
        try
        {
            var access = new PersonAccess(_role, _allZones || _role is AccessRole.Administrator ? null : [.. _all.Where(_chosen.Contains)]);
            var actor = await Actor.GetAsync();
            if (PersonId == Guid.Empty)
            {
                var added = await Add.RunAsync(actor, _email, access, CancellationToken.None);
                Close(added, added.Value?.Code);
            }
            else
            {
                var changed = await Grant.RunAsync(actor, PersonId, access, CancellationToken.None);
                Close(changed, "");
            }
        }
        catch (AccessDeniedException)
        {
            _refused = Words["Act.Denied"];
        }
    }

    private void Close<T>(Settled<T> settled, string? result)
    {
        if (settled.Succeeded)
        {
            Dialog.Close(DialogResult.Ok(result));
            return;
        }

        _refused = settled.Obstacle?.Say(CultureInfo.CurrentUICulture) ?? Text["Gone"].Value;
    }
}
