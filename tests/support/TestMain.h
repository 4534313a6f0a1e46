// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <string>

namespace lookaway::test {

/// Registers a Qt Test suite under the name of its file ("tst_random"). Used through LOOKAWAY_TEST.
struct Registration {
    Registration(std::string suite, std::function<std::unique_ptr<QObject>()> make);
};

} // namespace lookaway::test

/// One line at the end of tst_name.cpp: LOOKAWAY_TEST(tst_name, TestName)
#define LOOKAWAY_TEST(suite, Type)                                                                                     \
    static const lookaway::test::Registration registration_##suite(                                                    \
        #suite, [] { return std::unique_ptr<QObject>(std::make_unique<Type>()); });
