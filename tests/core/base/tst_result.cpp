// SPDX-License-Identifier: MIT
#include "TestMain.h"
#include "base/CancelToken.h"
#include "base/Result.h"

#include <QTest>

#include <memory>

using namespace lookaway;

class ResultTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void holdsAValueOrAnError();
    void valueOfAnErrorThrows();
    void cancelledIsNotFailed();
    void tokensSeeTheirOwnSourceOnly();
};

void ResultTest::holdsAValueOrAnError()
{
    Result<std::unique_ptr<int>> value(std::make_unique<int>(7)); // move-only values pass through
    QVERIFY(value.ok());
    QCOMPARE(**value, 7);
    const std::unique_ptr<int> taken = std::move(value).value();
    QCOMPARE(*taken, 7);

    const Result<int> error = fail("It is wrong.", "Do this.");
    QVERIFY(!error);
    QCOMPARE(error.error().message(), std::string("It is wrong. Do this."));
}

void ResultTest::valueOfAnErrorThrows()
{
    const Result<int> error = fail("No.");
    QVERIFY_EXCEPTION_THROWN((void)error.value(), std::bad_variant_access);
}

void ResultTest::cancelledIsNotFailed()
{
    const Result<void> stopped = cancelled();
    QVERIFY(!stopped.ok());
    QVERIFY(stopped.error().cancelled());
    QVERIFY(!fail("x").cancelled());
}

void ResultTest::tokensSeeTheirOwnSourceOnly()
{
    CancelSource first, second;
    const CancelToken token = first.token();
    second.cancel();
    QVERIFY(!token.cancelled());
    first.cancel();
    QVERIFY(token.cancelled());
    QVERIFY(!CancelToken().cancelled());
}

LOOKAWAY_TEST(tst_result, ResultTest)
#include "tst_result.moc"
