using System.Security.Cryptography;
using System.Text;
using Heat.Core.Security;
using NUnit.Framework;

namespace Heat.Tests.Security;

public sealed class SecretBoxTests
{
    private static readonly Guid s_row = Guid.NewGuid();
    private SecretBox _box = null!;

    [SetUp]
    public void Make() => _box = new SecretBox(RandomNumberGenerator.GetBytes(32));

    [TearDown]
    public void Close() => _box.Dispose();

    [TestCase("")]
    [TestCase("secret")]
    [TestCase("Größe 🚀")]
    public void What_was_sealed_opens_again(string text)
    {
        var sealedText = _box.Seal(text, s_row);
        Assert.That(_box.Open(sealedText, s_row), Is.EqualTo(text));
        Assert.That(Encoding.UTF8.GetString(sealedText), text.Length == 0 ? Is.Not.Empty : Does.Not.Contain(text));
    }

    [Test]
    public void The_same_text_is_never_sealed_alike() =>
        Assert.That(Enumerable.Range(0, 10).Select(_ => Convert.ToHexString(_box.Seal("secret", s_row))), Is.Unique);

    [Test]
    public void A_seal_that_was_moved_to_another_row_stays_shut()
    {
        var sealedText = _box.Seal("secret", s_row);
        Assert.That(() => _box.Open(sealedText, Guid.NewGuid()), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void Another_key_opens_nothing()
    {
        using var other = new SecretBox(RandomNumberGenerator.GetBytes(32));
        var sealedText = other.Seal("secret", s_row);
        Assert.That(() => _box.Open(sealedText, s_row), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void A_change_of_any_byte_is_noticed()
    {
        var sealedText = _box.Seal("secret", s_row);
        for (var position = 0; position < sealedText.Length; position++)
        {
            var changed = sealedText.ToArray();
            changed[position] ^= 1;
            Assert.That(() => _box.Open(changed, s_row), Throws.InstanceOf<CryptographicException>(), $"byte {position}");
        }
    }

    [Test]
    public void What_is_too_short_to_be_a_seal_is_refused([Values(0, 1, 28)] int length) =>
        Assert.That(() => _box.Open(new byte[length], s_row), Throws.InstanceOf<CryptographicException>());
}
