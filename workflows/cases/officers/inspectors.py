"""Who is named for a step: as many natural persons as the law wants, and not as many accounts."""

from client.errors import OutsideTheList, SamePerson
from client.messages.officers.commands import TakeStep
from workflows.cases.records.case_file import CaseFile
from workflows.trust import gate


def require(command: TakeStep, file: CaseFile) -> None:
    """Two accounts of one natural person are not two officers (行政许可法 Art. 34, 55).

    So whoever is sent has a key in the directory: it alone knows which natural person an account is, and an
    officer whom nobody has entered could be anybody, or the other one. He need not sign with it: that he was
    there, the record of the inspection says. Others may come along as experts, and are named in what is said.

    Asked of the directory as it is now, so before a word is taken, and never after. Raises a `Rejected`.
    """
    persons = {account: gate.person(command.department, account) for account in command.officers}
    accounts = "、".join(account for account, person in persons.items() if not person)
    if accounts:
        raise OutsideTheList(
            f"{command.item}：名录中没有本部门的工作人员 {accounts}，请先登记其密钥（keys add）"
        )
    step = file.items[command.item].courses[command.procedure].step(command.step)
    if step and len({*persons.values()}) < step.officers:
        raise SamePerson(
            f"{command.item}：{'、'.join(persons)} 是同一人的账号，须指派至少 {step.officers} 名不同的人员"
        )
