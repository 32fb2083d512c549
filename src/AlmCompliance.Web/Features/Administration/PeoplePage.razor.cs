using System.Globalization;
using AlmCompliance.Web.Access;
using AlmCompliance.Web.Components.Live;
using AlmCompliance.Web.Components.States;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace AlmCompliance.Web.Features.Administration;

/// <summary>Who signs in, and what they may do.</summary>
public sealed partial class PeoplePage
{
    private LiveData<PeopleView>? _live;

    [Inject]
    private PeopleQueries People { get; set; } = default!;

    [Inject]
    private LockPerson Locks { get; set; } = default!;

    [Inject]
    private RemovePerson Remove { get; set; } = default!;

    [Inject]
    private MakePasswordLink Links { get; set; } = default!;

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private string Sentence(PeopleView view)
    {
        var administrators = view.People.Count(p => p is { Role: Data.Access.AccessRole.Administrator, IsLocked: false });
        var locked = view.People.Count(p => p.IsLocked);
        return (locked, administrators) switch
        {
            (0, 1) => Text["People.Sentence.One", view.People.Count],
            (0, _) => Text["People.Sentence", view.People.Count, administrators],
            (_, 1) => Text["People.Sentence.One.Locked", view.People.Count, locked],
            _ => Text["People.Sentence.Locked", view.People.Count, administrators, locked],
        };
    }

    private async Task<PeopleView?> ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await Actor.GetAsync();
        return new PeopleView(await People.ListAsync(actor, cancellationToken), Guid.TryParse(actor.Id, out var self) ? self : Guid.Empty);
    }

    private async Task AddAsync()
    {
        var dialog = await Dialogs.ShowAsync<PersonDialog>(Text["Add.Title"]);
        if (await dialog.Result is { Canceled: false, Data: string code })
        {
            await ReloadAsync();
            await TellAsync(code);
        }
    }

    private async Task ChangeAsync(PersonItem person)
    {
        var parameters = new DialogParameters<PersonDialog>
        {
            { d => d.PersonId, person.Id }, { d => d.Email, person.Email }, { d => d.Role, person.Role }, { d => d.Zones, person.AllZones ? null : person.Zones },
        };
        var dialog = await Dialogs.ShowAsync<PersonDialog>(Text["Change.Title"], parameters);
        if (await dialog.Result is { Canceled: false })
        {
            Notices.Add(Text["Change.Done", person.Email], Severity.Normal);
            await ReloadAsync();
        }
    }

    private async Task LinkAsync(PersonItem person)
    {
        if (await Confirmation.AskAsync(Dialogs, Text["Link.Title"], Text["Link.Text", person.Email], Text["Act.Link"])
            && await SettleAsync(actor => Links.RunAsync(actor, person.Id, CancellationToken.None)) is { } code)
        {
            await TellAsync(code);
        }
    }

    private async Task LockAsync(PersonItem person)
    {
        if (person.IsLocked || await Confirmation.AskAsync(Dialogs, Text["Lock.Title"], Text["Lock.Text", person.Email], Text["Act.Lock"]))
        {
            await SettleAsync(actor => Locks.RunAsync(actor, person.Id, !person.IsLocked, CancellationToken.None));
        }
    }

    private async Task RemoveAsync(PersonItem person)
    {
        if (await Confirmation.AskAsync(Dialogs, Text["Remove.Title"], Text["Remove.Text", person.Email], Text["Act.Remove"]))
        {
            await SettleAsync(actor => Remove.RunAsync(actor, person.Id, CancellationToken.None));
        }
    }

    private Task TellAsync(string code) =>
        SecretDialog.ShowAsync(Dialogs, Text["Link.Secret"], Text["Link.Secret.Text"], $"{Navigation.BaseUri.TrimEnd('/')}{PeopleEndpoints.SetPasswordPage}#{code}");

    private async Task<T?> SettleAsync<T>(Func<Actor, Task<Settled<T>>> act)
    {
        T? value = default;
        await TryAsync(async actor =>
        {
            var settled = await act(actor);
            value = settled.Value;
            if (!settled.Succeeded)
            {
                Tell(done: false, settled.Obstacle?.Say(CultureInfo.CurrentUICulture) ?? Text["Gone"].Value);
            }

            await ReloadAsync();
        });
        return value;
    }

    private Task ReloadAsync() => _live?.ReloadAsync() ?? Task.CompletedTask;
}

/// <summary>What the page shows.</summary>
internal sealed record PeopleView(IReadOnlyList<PersonItem> People, Guid Self);
