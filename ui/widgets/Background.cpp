// SPDX-License-Identifier: MIT
#include "widgets/Background.h"

#include <exception>
#include <new>

namespace lookaway {

Error brokenOff()
{
    QString what = QCoreApplication::translate("Background", "The work in the background broke off.");
    std::string hint;
    try {
        throw;
    } catch (const std::bad_alloc&) {
        what = QCoreApplication::translate("Background", "There is not enough memory for this.");
        hint = QCoreApplication::translate("Background", "Choose something smaller, or close other programs.")
                   .toStdString();
    } catch (const std::exception& exception) {
        what = QCoreApplication::translate("Background", "The work in the background broke off: %1.")
                   .arg(QString::fromLocal8Bit(exception.what()));
    } catch (...) {
        // Nothing more is known.
    }
    qWarning("%s", qPrintable(what));
    return fail(what.toStdString(), hint);
}

} // namespace lookaway
