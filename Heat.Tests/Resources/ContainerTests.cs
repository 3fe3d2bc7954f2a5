using Heat.Core.Resources;
using Heat.Core.Values;
using Heat.Resources.Clients;
using NUnit.Framework;

namespace Heat.Tests.Resources;

/// <summary>Containers of objects and users with keys in both dialects, on a local cloud.</summary>
public sealed class ContainerTests : WorkbenchFixture
{
    private ObjectStoreClient Store => Bench.Session.Service<ObjectStoreClient>();

    [Test]
    public async Task A_container_tells_of_itself_and_keeps_what_is_in_it()
    {
        var container = await Bench.MakeAsync("OS::Swift::Container", ("name", "my files"), ("X-Container-Read", ".r:*"), ("X-Container-Meta", MapValue.Of(("color", "blue"))), ("X-Account-Meta", MapValue.Of(("team", "red"))));
        await Store.PutObjectAsync("my files", "a/b", "hello", default);
        await container.CheckAsync();
        var told = await container.AttributesAsync();
        var refused = await Assert.ThrowsAsync<ResourceException>(container.DeleteAsync);
        Assert.Multiple(() =>
        {
            Assert.That((told.Get("ObjectCount"), told.Get("BytesUsed")), Is.EqualTo(((Value)1, (Value)5)));
            Assert.That(told.Get("DomainName").AsText(), Is.EqualTo("127.0.0.1"));
            Assert.That(told.Get("WebsiteURL").AsText(), Is.EqualTo($"{told.Get("RootURL").AsText()}/my files"));
            Assert.That(told.Get("HeadContainer").AsMap()!.Get("x-container-read"), Is.EqualTo((Value)".r:*"));
            Assert.That(told.Get("HeadContainer").AsMap()!.Get("x-container-meta-color"), Is.EqualTo((Value)"blue"));
            Assert.That(refused!.Message, Is.EqualTo("Deleting non-empty container (my files) when PurgeOnDelete is False is not supported for resource."));
        });
    }

    [Test]
    public async Task A_container_that_is_to_be_purged_goes_with_its_objects()
    {
        var container = await Bench.MakeAsync("OS::Swift::Container", ("PurgeOnDelete", true));
        foreach (var name in new[] { "one", "two", "three" })
            await Store.PutObjectAsync(container.Id, name, "x", default);
        await container.DeleteAsync();
        await container.DeleteAsync();
        Assert.That(await Assert.ThrowsAsync<CloudException>(container.CheckAsync), Has.Property("Nature").EqualTo(FailureNature.NotFound));
    }

    [TestCase("PublicRead", ".r:*", false)]
    [TestCase("PublicReadWrite", ".r:*", true)]
    [TestCase("Private", null, false)]
    public async Task A_bucket_says_who_may_read_and_write(string access, string? readers, bool isOpen)
    {
        var bucket = await Bench.MakeAsync("AWS::S3::Bucket", ("AccessControl", access), ("Tags", ListValue.Of(MapValue.Of(("Key", "team"), ("Value", "red")))), ("WebsiteConfiguration", MapValue.Of(("IndexDocument", "index.html"), ("ErrorDocument", "error.html"))));
        var told = await Store.ReadContainerAsync(bucket.Id, default);
        await bucket.DeleteAsync();
        Assert.Multiple(() =>
        {
            Assert.That(told.Get("x-container-read").AsText(), Is.EqualTo(readers ?? Store.Owner));
            Assert.That(told.Get("x-container-write").AsText(), Is.EqualTo(isOpen ? ".r:*" : Store.Owner));
            Assert.That(told.Get("x-container-meta-s3-tag-team"), Is.EqualTo((Value)"red"));
            Assert.That(told.Get("x-container-meta-web-index"), Is.EqualTo((Value)"index.html"));
        });
    }

    [Test]
    public async Task Objects_of_a_public_bucket_are_read_without_a_token()
    {
        var bucket = await Bench.MakeAsync("AWS::S3::Bucket", ("AccessControl", "PublicRead"));
        var hidden = await Bench.MakeAsync("AWS::S3::Bucket");
        var answers = new List<int>();
        foreach (var name in new[] { bucket.Id, hidden.Id })
        {
            await Store.PutObjectAsync(name, "page", "x", default);
            answers.Add((await Bench.Cloud.SendAsync("GET", $"/object-store/v1/AUTH_{Bench.Session.ProjectId}/{name}/page", null, null)).Status);
        }
        var refused = await Assert.ThrowsAsync<ResourceException>(bucket.DeleteAsync);
        Assert.That(answers, Is.EqualTo(new[] { 200, 401 }));
        Assert.That(refused!.Message, Does.StartWith("The bucket you tried to delete is not empty"));
    }

    [Test]
    public async Task A_user_has_keys_that_are_told_and_go()
    {
        var user = await Bench.MakeAsync("AWS::IAM::User", ("LoginProfile", MapValue.Of(("Password", "s3cret"))));
        var name = user.Type.Reference(user.Context);
        var key = await Bench.PrepareAsync("AWS::IAM::AccessKey", ("UserName", name));
        key.Context.Siblings[name] = user.Stored;
        await key.CreateAsync();
        var users = Bench.Session.Service<StackUsersClient>();
        var pairs = await users.KeyPairsAsync(user.Id, default);
        var attributes = await key.AttributesAsync();
        var found = await key.FindAsync();
        var token = await users.TokenAsync(user.Id, "s3cret", await user.Context.StackUserProjectAsync(default));
        await key.DeleteAsync();
        var left = await users.KeyPairsAsync(user.Id, default);
        await user.SuspendAsync();
        await user.ResumeAsync();
        await user.DeleteAsync();
        Assert.Multiple(() =>
        {
            Assert.That(pairs.Single(), Is.EqualTo((key.Id, attributes.Get("SecretAccessKey").AsText())));
            Assert.That((attributes.Get("UserName"), found.Single(), token.Length > 0, left.Count), Is.EqualTo((name, key.Id, true, 0)));
        });
    }

    [Test]
    public async Task Keys_that_a_lost_call_made_tell_their_secret()
    {
        var user = await Bench.MakeAsync("AWS::IAM::User");
        var key = await Bench.PrepareAsync("AWS::IAM::AccessKey", ("UserName", "user"));
        key.Context.Siblings["user"] = user.Stored;
        await key.CreateAsync();
        var secret = key.Context.Data["secret_key"];
        key.Context.RecordData("secret_key", null);
        await key.Type.FinishCreationAsync(key.Context, default);
        Assert.That(key.Context.Data["secret_key"], Is.EqualTo(secret));
    }
}
