catalogue-no_such_role = There is no such role
    .next = Choose a role from the list.
catalogue-no_such_need = There is no such need
    .next = Choose a need from the list.
catalogue-no_such_service = There is no such service
    .next = Find it by name or by role.
