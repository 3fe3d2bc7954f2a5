using Heat.Core.Engine;
using Heat.Core.Resources;
using Heat.Core.Security;
using Heat.Core.Storage;
using Heat.Core.Values;

namespace Heat.Core.Stacks;

/// <summary>Stacks and their resources as they are stored at one moment, for looking at values: nothing here changes anything or calls the cloud.</summary>
internal sealed class StackTree
{
    private readonly Dictionary<Guid, Entry> _stacks = [];

    private StackTree()
    {
    }

    /// <summary>Reads a tree. Definitions of all its stacks are made, so that attributes of nested stacks can be evaluated.</summary>
    public static async Task<StackTree> LoadAsync(Guid root, IOperationStore store, StackDefinitions definitions, SecretBox secrets, CancellationToken cancellation)
    {
        var (stacks, resources) = await store.LoadTreeAsync(root, cancellation);
        var byStack = resources.ToLookup(resource => resource.StackId);
        var tree = new StackTree();
        foreach (var stack in stacks)
        {
            var definition = await definitions.LoadAsync(stack, store);
            tree._stacks[stack.Id] = new Entry(tree, stack, definition, byStack[stack.Id].Select(record => ResourceState.Open(record, secrets)));
        }

        return tree;
    }

    public StackValues? ValuesOf(Guid stack) => _stacks.GetValueOrDefault(stack)?.Values;

    public StackDefinition? DefinitionOf(Guid stack) => _stacks.GetValueOrDefault(stack)?.Definition;

    /// <summary>The type of a resource; null when the stack has none of that name, or has it of another type still than its definition says.</summary>
    public ResourceType? TypeOf(Guid stack, string resource) =>
        DefinitionOf(stack)?.Resources.GetValueOrDefault(resource) is { } wanted && Resource(stack, resource)?.Record.MappedType == wanted.MappedType ? wanted.Type : null;

    public ResourceState? Resource(Guid stack, string name) => _stacks.GetValueOrDefault(stack)?.Current(name);

    /// <summary>The resources of a stack of the tree.</summary>
    public IEnumerable<ResourceState> ResourcesOf(Guid stack) => _stacks.GetValueOrDefault(stack)?.Resources ?? [];

    /// <summary>The record of the nested stack that a resource stands for; null when it stands for none.</summary>
    public StackRecord? Below(ResourceRecord resource) => EntryBelow(resource)?.Stack;

    /// <summary>A stack of the tree as a document.</summary>
    /// <param name="isPart">Which of its resources the document tells of; all when it is left out.</param>
    public MapValue DocumentOf(Guid stack, Func<ResourceRecord, bool>? isPart = null) => DocumentOf(_stacks[stack], isPart ?? (_ => true));

    /// <summary>The record of a stack of the tree; null when it is gone.</summary>
    public StackRecord? StackOf(Guid stack) => _stacks.GetValueOrDefault(stack)?.Stack;

    private MapValue DocumentOf(Entry entry, Func<ResourceRecord, bool> isPart) => StackDocument.Of(
        entry.Stack,
        entry.Definition,
        entry.Resources.Where(state => isPart(state.Record)),
        state => EntryBelow(state.Record) is { } nested ? DocumentOf(nested, isPart) : null);

    /// <summary>The nested stack that a resource stands for; null when it stands for none.</summary>
    public StackView? ViewOf(ResourceRecord resource) =>
        EntryBelow(resource) is { } entry ? new StackView(entry.Stack, entry.Definition, entry.Values, entry.Current) : null;

    private Entry? EntryBelow(ResourceRecord resource) => Guid.TryParse(resource.PhysicalId, out var id) ? _stacks.GetValueOrDefault(id) : null;

    private sealed class Entry
    {
        private readonly Dictionary<string, ResourceState> _current;

        public Entry(StackTree tree, StackRecord stack, StackDefinition definition, IEnumerable<ResourceState> resources)
        {
            Stack = stack;
            Definition = definition;
            _current = resources.GroupBy(state => state.Name).ToDictionary(group => group.Key, group => group.MaxBy(state => (state.Record.ReplacedBy is null, state.Record.CreatedAt))!);
            Values = new StackValues(definition, Current, state => tree.ViewOf(state.Record));
        }

        public StackRecord Stack { get; }

        public StackDefinition Definition { get; }

        public StackValues Values { get; }

        public IEnumerable<ResourceState> Resources => _current.Values;

        public ResourceState? Current(string name) => _current.GetValueOrDefault(name);
    }
}
