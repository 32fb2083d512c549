using AlmCompliance.Web.Access;

namespace AlmCompliance.Web.Components.Csv;

/// <summary>How many exports may be under way at once, and how many of one actor: each costs a read of the whole filter and room for its file.</summary>
internal sealed class ExportPlaces
{
    public const int Most = 8;
    public const int MostOfOne = 2;

    private readonly Lock _lock = new();
    private readonly List<(ActorKind, string)> _taken = [];

    /// <summary>Until it is disposed; null where none is free.</summary>
    public IDisposable? TryTake(Actor actor)
    {
        var owner = (actor.Kind, actor.Id);
        lock (_lock)
        {
            if (_taken.Count >= Most || _taken.Count(t => t == owner) >= MostOfOne)
            {
                return null;
            }

            _taken.Add(owner);
            return new Place(this, owner);
        }
    }

    private sealed class Place(ExportPlaces places, (ActorKind, string) owner) : IDisposable
    {
        private int _gone;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0)
            {
                lock (places._lock)
                {
                    places._taken.Remove(owner);
                }
            }
        }
    }
}
